import { replaceCarrying } from "miaou/carry.js";
import { facts } from "miaou/facts.js";
import { toElement } from "miaou/fragment.js";
import { moveBefore } from "miaou/move_before.js";

/** How each piece was drawn that shows, before anything was done in it: by its id. */
const drawn = new Map();
const endings = new WeakMap();

/**
 * Puts server-made HTML into the page. In it, `data-attach=NAME` is brought to life by `attach(element, signal)` of that
 * script, and what says `data-piece` can be drawn anew.
 */
export function begin(root, content) {
  for (const piece of content.querySelectorAll("[data-piece]")) drawn.set(piece.id, piece.cloneNode(true));
  facts.fill(content);
  root.append(content);
  attachAll(root);
}

/**
 * The server has drawn a piece anew: what came out as before stays the same element, as it was drawn. What did not is
 * replaced, and takes over what somebody did in the one before; but where it says `data-parts` its children are looked
 * at one by one, with `data-keyed` by their `data-key`, and with `data-island` its attributes alone: the rest is its
 * script's.
 */
export function redraw(html) {
  const fresh = toElement(html);
  renew(document.getElementById(fresh.id), drawn.get(fresh.id), fresh);
  drawn.set(fresh.id, fresh);
}

/** Brings a piece back to how it was drawn. */
export function restore({ id }) {
  renew(document.getElementById(id), drawn.get(id), drawn.get(id));
}

function renew(live, before, fresh) {
  const { parts, keyed, island, key } = fresh.dataset;
  const lasts = (parts ?? keyed ?? island) !== undefined && key === before.dataset.key;
  if (!lasts) return before.isEqualNode(fresh) || replaceCarrying(leave(live), awake(fresh));
  for (const { name } of before.attributes) if (!fresh.hasAttribute(name)) live.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  if (keyed !== undefined) renewKeyed(live, before, fresh);
  else if (parts !== undefined) renewParts([...live.children], [...before.children], fresh, live);
}

function renewParts(lives, olds, fresh, live) {
  for (const [n, child] of [...fresh.children].entries()) {
    if (n < olds.length) renew(lives[n], olds[n], child);
    else live.append(awake(child));
  }
  for (const gone of lives.slice(fresh.children.length, olds.length)) leave(gone).remove();
}

function renewKeyed(live, before, fresh) {
  const [lives, olds, wanted] = [live, before, fresh].map(byKey);
  for (const [key, child] of lives) if (!wanted.has(key)) leave(child).remove();
  let next = null;
  for (const [key, child] of [...wanted].reverse()) {
    if (lives.has(key)) renew(lives.get(key), olds.get(key), child);
    else live.append(awake(child));
    const element = byKey(live).get(key);
    if (element.nextElementSibling !== next) moveBefore(element, next);
    next = element;
  }
}

function byKey(root) {
  return new Map([...root.querySelectorAll(":scope > [data-key]")].map((child) => [child.dataset.key, child]));
}

/** A drawn element, to be put into the page. */
function awake(fresh) {
  const holder = new DocumentFragment();
  holder.append(fresh.cloneNode(true));
  facts.fill(holder);
  attachAll(holder);
  return holder.firstElementChild;
}

/** Ends what an element was brought to life by. */
function leave(live) {
  for (const part of [live, ...live.querySelectorAll("[data-attach]")]) endings.get(part)?.abort();
  return live;
}

function attachAll(root) {
  for (const part of root.querySelectorAll("[data-attach]")) {
    const ending = new AbortController();
    endings.set(part, ending);
    // What few pages have is fetched where it is needed.
    import(`miaou/${part.dataset.attach}.js`).then(({ attach }) => ending.signal.aborted || attach(part, ending.signal));
  }
}
