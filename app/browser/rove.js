import { fold } from "miaou/fold.js";

/** Letters that are typed within this time are one beginning. */
const TYPING_MS = 600;
const SIDEWAYS = ["menubar", "toolbar"];
const WRAPS = ["menu", ...SIDEWAYS];

let typed = "";
let typedAt = 0;

/**
 * Arrow keys, Home and End over the visible `data-rove=ITEMS` of what bears that: a toolbar and a menu bar are walked
 * sideways, a grid both ways, page by page too. One item is in the Tab order: the one that had the focus last.
 */
document.addEventListener("keydown", (event) => {
  const root = event.target.closest?.("[data-rove]");
  const items = root && !event.defaultPrevented ? itemsOf(root) : [];
  if (items.includes(event.target)) step(event, items, root);
});

document.addEventListener("focusin", ({ target }) => {
  const root = target.closest("[data-rove]");
  if (root && target.matches(root.dataset.rove)) reach(root, target);
});

/** This item and no other is in the Tab order. */
export function reach(root, item = itemsOf(root)[0]) {
  for (const other of root.querySelectorAll("[tabindex='0']")) if (other.matches(root.dataset.rove)) other.tabIndex = -1;
  if (item) item.tabIndex = 0;
}

/** Some item that shows is in the Tab order: where none was yet, the current one. */
export function settle(root) {
  const items = itemsOf(root);
  if (items.some(({ tabIndex }) => tabIndex === 0)) return;
  reach(root, items.find((item) => item.closest("[aria-current]")) ?? items[0]);
}

/** Moves the focus into it; whether there is anything to go to. */
export function enter(root) {
  const item = itemsOf(root).find(({ tabIndex }) => tabIndex === 0);
  item?.focus();
  return item !== undefined;
}

export function itemsOf(root, items = root.dataset.rove) {
  return [...root.querySelectorAll(items)].filter((item) => !item.closest("[hidden]"));
}

/** Moves the focus from the item that is `here` as a key says, and stops the key; whether it does. */
export function step(event, items, root, here = items.indexOf(event.target)) {
  if (event.altKey || event.metaKey) return false;
  const leads = root.role === "grid" ? inGrid : inLine;
  const next = items[leads(event, items, here, root)];
  if (!next) return false;
  event.preventDefault();
  event.stopPropagation();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function inLine({ key, ctrlKey }, items, here, { role }) {
  const [back, on] = SIDEWAYS.includes(role) ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  const last = items.length - 1;
  const to = { [on]: here + 1, [back]: here < 0 ? last : here - 1, Home: 0, End: last }[key];
  if (to !== undefined) return WRAPS.includes(role) ? (to + items.length) % items.length : to;
  return role === "menu" && key.length === 1 && !ctrlKey ? begun(key, items, here) : undefined;
}

/** The next one that begins with what was typed. */
function begun(letter, items, here) {
  typed = (Date.now() - typedAt < TYPING_MS ? typed : "") + fold(letter);
  typedAt = Date.now();
  const from = Math.max(0, typed.length > 1 ? here : here + 1);
  const found = [...items.slice(from), ...items].find((item) => fold(item.textContent).startsWith(typed));
  return found ? items.indexOf(found) : here;
}

/** Its lines are as they are laid out. Upwards from the first one leads out. */
function inGrid({ key, ctrlKey }, items, here, grid) {
  const from = items[here].getBoundingClientRect();
  const end = (way) => {
    let at = here;
    while (items[at + way]?.getBoundingClientRect().top === from.top) at += way;
    return at;
  };
  /** The item nearest to this one's left in the first line that is so far away, or the last. */
  const across = (way, distance = 1) => {
    let [to, line, nearest] = [undefined, from.top, 0];
    for (let at = here + way; items[at]; at += way) {
      const { top, left } = items[at].getBoundingClientRect();
      if (top !== line) {
        if (Math.abs(line - from.top) >= distance) break;
        [line, nearest] = [top, Infinity];
      }
      const off = Math.abs(left - from.left);
      if (off < nearest) [to, nearest] = [at, off];
    }
    return to;
  };
  const page = grid.clientHeight - 2 * from.height;
  const leads = {
    ArrowRight: () => Math.min(here + 1, items.length - 1),
    ArrowLeft: () => Math.max(here - 1, 0),
    ArrowDown: () => across(1),
    ArrowUp: () => across(-1),
    PageDown: () => across(1, page),
    PageUp: () => across(-1, page),
    Home: () => (ctrlKey ? 0 : end(-1)),
    End: () => (ctrlKey ? items.length - 1 : end(1)),
  };
  return leads[key]?.();
}

/** Brings a row into view in its list, and moves nothing else; whether it shows. */
export function reveal(row) {
  if (!row || row.hidden) return false;
  const list = row.parentElement;
  const [{ top, bottom }, box] = [row, list].map((each) => each.getBoundingClientRect());
  list.scrollTop += Math.min(0, top - box.top) + Math.max(0, bottom - box.bottom);
  return true;
}
