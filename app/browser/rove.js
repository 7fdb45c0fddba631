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
  const many = items.length;
  const round = (at) => (WRAPS.includes(role) ? (at + many) % many : at);
  if (key === on) return round(here + 1);
  if (key === back) return here < 0 ? many - 1 : round(here - 1);
  if (key === "Home") return 0;
  if (key === "End") return many - 1;
  return role === "menu" && key.length === 1 && !ctrlKey ? begun(key, items, here) : undefined;
}

/** The next one that begins with what was typed. */
function begun(letter, items, here) {
  const now = Date.now();
  typed = (now - typedAt < TYPING_MS ? typed : "") + fold(letter);
  typedAt = now;
  const from = Math.max(0, typed.length > 1 ? here : here + 1);
  const ordered = [...items.slice(from), ...items.slice(0, from)];
  const found = ordered.find((item) => fold(item.textContent).startsWith(typed));
  return found ? items.indexOf(found) : here;
}

/** Its lines are as they are laid out. Upwards from the first one leads out. */
function inGrid({ key, ctrlKey }, items, here, grid) {
  const box = (at) => items[at].getBoundingClientRect();
  const end = (at, way) => {
    const { top } = box(at);
    while (items[at + way] && box(at + way).top === top) at += way;
    return at;
  };
  const across = (at, way) => {
    const near = end(at, way) + way;
    if (!items[near]) return way > 0 ? at : undefined;
    const { left } = box(at);
    const last = Math.max(near, end(near, way));
    let to = Math.min(near, end(near, way));
    while (to < last && box(to + 1).left <= left + 1) to += 1;
    return to;
  };
  const page = (way) => {
    let at = here;
    const lines = Math.floor(grid.clientHeight / box(here).height) - 1;
    for (let n = 0; n < lines; n += 1) at = across(at, way) ?? at;
    return at;
  };
  switch (key) {
    case "ArrowRight":
      return Math.min(here + 1, items.length - 1);
    case "ArrowLeft":
      return Math.max(here - 1, 0);
    case "ArrowDown":
      return across(here, 1);
    case "ArrowUp":
      return across(here, -1);
    case "PageDown":
      return page(1);
    case "PageUp":
      return page(-1);
    case "Home":
      return ctrlKey ? 0 : end(here, -1);
    case "End":
      return ctrlKey ? items.length - 1 : end(here, 1);
  }
}

/** Brings a row into view in its list, and moves nothing else; whether it shows. */
export function reveal(row) {
  if (!row || row.hidden) return false;
  const list = row.parentElement;
  const [{ top, bottom }, box] = [row, list].map((each) => each.getBoundingClientRect());
  list.scrollTop += Math.min(0, top - box.top) + Math.max(0, bottom - box.bottom);
  return true;
}
