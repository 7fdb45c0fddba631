import { replaceCarrying } from "miaou/carry.js";
import { facts } from "miaou/facts.js";
import { toElement } from "miaou/fragment.js";

/** How each piece was drawn that shows, before anything was done in it: by its id. */
const drawn = new Map();
/** Those that the server has drawn anew and that do not show yet. */
const waiting = [];
/** While a menu is open, or something is dragged, nothing moves. */
const BUSY = "[role=menu]:popover-open, .dragged";
const endings = new WeakMap();

/** Puts what the page brings in `shell-NAME` into it. What says `data-piece` there can be drawn anew. */
export function begin(root, name) {
  const content = document.getElementById(`shell-${name}`).content.cloneNode(true);
  for (const piece of content.querySelectorAll("[data-piece]")) drawn.set(piece.id, piece.cloneNode(true));
  wake(content, root);
}

/**
 * The server has drawn a piece anew: what came out as before stays the same element, as it was drawn. What did not is
 * replaced, and takes over what somebody did in the one before; but where it says `data-parts` or `data-keyed` its
 * children are looked at one by one, by their `data-key` if any; with `data-island`, a script's, its attributes alone.
 */
export function redraw(html) {
  waiting.push(toElement(html));
  if (waiting.length === 1) renewWaiting();
}

function renewWaiting() {
  if (document.querySelector(BUSY)) return void requestAnimationFrame(renewWaiting);
  for (const fresh of waiting.splice(0)) {
    renew(document.getElementById(fresh.id), drawn.get(fresh.id), fresh);
    drawn.set(fresh.id, fresh);
  }
}

export const restore = ({ id }) => renew(document.getElementById(id), drawn.get(id), drawn.get(id));

function renew(live, before, fresh) {
  const { parts, keyed, island, key } = fresh.dataset;
  const lasts = (parts ?? keyed ?? island) !== undefined && key === before.dataset.key;
  if (!lasts) return before.isEqualNode(fresh) ? live : supplant(live, fresh.cloneNode(true));
  for (const { name } of before.attributes) if (!fresh.hasAttribute(name)) live.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  if (island === undefined) renewChildren(live, before, fresh);
  return live;
}

function renewChildren(live, before, fresh) {
  const [lives, olds, wanted] = [live, before, fresh].map(childrenOf);
  const renewed = ([key, child]) => lives.has(key) && renew(lives.get(key), olds.get(key), child);
  stand(live, [...wanted].map((each) => renewed(each) || wake(each[1].cloneNode(true))));
}

/** Has elements stand in this order instead of those before, after whatever else there is; who does is not moved. */
export function stand(root, elements, before = [...root.children]) {
  const staying = new Set(elements);
  for (const element of before) if (!staying.has(element)) leave(element).remove();
  let next = null;
  for (const element of elements.toReversed()) {
    if (element.parentNode !== root) root.insertBefore(element, next);
    else if (element.nextElementSibling !== next) moveBefore(element, next);
    next = element;
  }
}

/** By their keys; those without one by how many came before. */
function childrenOf(root) {
  let n = 0;
  return new Map([...root.children].map((child) => [child.dataset.key ?? n++, child]));
}

/** Brings server-made HTML to life: in it, `data-attach=NAME` by `attach(element, signal)` of that script. */
export function wake(fresh, into = new DocumentFragment()) {
  const holder = new DocumentFragment();
  holder.append(fresh);
  facts.fill(holder);
  for (const part of holder.querySelectorAll("[data-attach]")) {
    const ending = new AbortController();
    const { signal } = ending;
    endings.set(part, ending);
    // What few pages have is fetched where it is needed.
    import(`miaou/${part.dataset.attach}.js`).then(({ attach }) => signal.aborted || attach(part, signal));
  }
  into.append(holder);
  return fresh;
}

export function supplant(live, fresh) {
  replaceCarrying(leave(live), wake(fresh));
  return fresh;
}

export function leave(live) {
  for (const part of [live, ...live.querySelectorAll("[data-attach]")]) endings.get(part)?.abort();
  return live;
}

/** Puts an element before another of the same parent; what goes on in it does, and it keeps the focus. */
export function moveBefore(element, next) {
  const { parentElement, ownerDocument } = element;
  if (parentElement.moveBefore) return parentElement.moveBefore(element, next);
  const focused = element.contains(ownerDocument.activeElement) ? ownerDocument.activeElement : null;
  parentElement.insertBefore(element, next);
  focused?.focus({ preventScroll: true });
}
