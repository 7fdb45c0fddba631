import { isThere } from "miaou/focus.js";
import { fold } from "miaou/words.js";

/** Letters that are typed within this time are one beginning. */
const TYPING_MS = 600;
const SIDEWAYS = ["menubar", "toolbar"];
const WRAPS = ["menu", ...SIDEWAYS];

let typed = "";
let typedAt = 0;

/**
 * Arrow keys, Home and End over the visible `data-rove=ITEMS` of what bears that: a toolbar and a menu bar are walked
 * sideways, a grid both ways, page by page too; in a plain list, what else stands in an item's row is beside it, and on
 * the item Enter and the menu key press what is its `data-enter` there. One item is in the Tab order, and what in it is
 * `data-within`: the one that had the focus last.
 */
document.addEventListener("keydown", (event) => {
  const root = event.target.closest?.("[data-rove]");
  if (!root || event.defaultPrevented) return;
  const row = root.role ? event.target : [...root.children].find((each) => each.contains(event.target));
  const [items, beside] = [itemsOf(root), itemsOf(row, "a, button, input")].map((all) => all.filter(isThere));
  const here = items.findIndex((item) => row.contains(item));
  if (items[here] === row) beside.unshift(row);
  const enters = event.target === items[here] && ["Enter", "ContextMenu"].includes(event.key) && root.dataset.enter;
  const button = enters && row.querySelector(enters);
  if (button) return event.preventDefault(), button.click();
  if (!step(event, items, root, here) && !root.role) step(event, beside[1] ? beside : items, { role: "toolbar" });
});

document.addEventListener("focusin", ({ target }) => {
  const root = target.closest("[data-rove]");
  const item = root && target.closest(root.dataset.rove);
  if (item) reach(root, item);
});

export function reach(root, item = itemsOf(root)[0]) {
  const { rove, within = rove } = root.dataset;
  for (const other of root.querySelectorAll(`:is(${rove}, ${within}):not([tabindex="-1"])`)) other.tabIndex = -1;
  for (const film of root.querySelectorAll("video")) if (film !== item) film.pause(); // nobody sees how it goes on
  for (const stop of item ? [item, ...item.querySelectorAll(within)] : []) stop.tabIndex = 0;
}

/** Some item that shows is in the Tab order: where none was yet, or it `isNew`, the current one. */
export function settle(root, isNew = false) {
  const items = itemsOf(root);
  if (!isNew && items.some(({ tabIndex }) => tabIndex === 0)) return;
  reach(root, items.find((item) => item.closest("[aria-current]")) ?? items[0]);
}

export const itemsOf = (root, items = root.dataset.rove) =>
  [...root.querySelectorAll(items)].filter((item) => !item.closest("[hidden]"));

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
  const to = { [on]: here + 1, [back]: (here < 0 ? items.length : here) - 1, Home: 0, End: items.length - 1 }[key];
  if (to !== undefined) return WRAPS.includes(role) ? (to + items.length) % items.length : to;
  return role === "menu" && key.length === 1 && !ctrlKey ? begun(key, items, here) : undefined;
}

function begun(letter, items, here) {
  typed = (Date.now() - typedAt < TYPING_MS ? typed : "") + fold(letter);
  typedAt = Date.now();
  const from = Math.max(0, typed.length > 1 ? here : here + 1);
  const found = [...items.slice(from), ...items].find((item) => fold(item.textContent).startsWith(typed));
  return found ? items.indexOf(found) : here;
}

/** Its lines are as they are laid out. Upwards from the first one leads out. */
function inGrid({ key, ctrlKey }, items, here, grid) {
  if (here < 0) return undefined;
  const lines = [...Map.groupBy(items.keys(), (at) => items[at].getBoundingClientRect().top).values()];
  const line = lines.findIndex((each) => each.includes(here));
  const across = (to) => lines[to]?.[lines[line].indexOf(here)] ?? lines[to]?.at(-1);
  const page = Math.floor(grid.clientHeight / items[here].offsetHeight) - 1;
  return {
    ArrowRight: here + 1,
    ArrowLeft: here - 1,
    ArrowDown: across(line + 1),
    ArrowUp: across(line - 1),
    PageDown: across(Math.min(line + page, lines.length - 1)),
    PageUp: across(Math.max(line - page, 0)),
    Home: ctrlKey ? 0 : lines[line][0],
    End: ctrlKey ? items.length - 1 : lines[line].at(-1),
  }[key];
}

/** Brings a row into view in its list, and moves nothing else; whether it shows. */
export function reveal(row) {
  if (!row || row.hidden) return false;
  row.scrollIntoView({ block: "nearest", container: "nearest" });
  return true;
}
