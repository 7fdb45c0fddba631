import { ask, facts, keyOf, onKey, reveal, settle, wire } from "miaou/base.js";
import { onDrag } from "miaou/drag.js";
import { KeyedList } from "miaou/keyed_list.js";

const sortOf = ({ element }) => element.dataset.sort ?? "";

/**
 * A `data-list=LETTER` shows a row for each key of facts that is that letter and a number: the `row` that they say, or
 * that of the letter in the facts "rows", with {key}, but for those whose status is gone or not told; for the key
 * `data-own` its `data-own-row`. They and the rows that it has from the first stand in the order of their `data-sort`,
 * which plain comparing puts right. With `data-current`, of what `data-rove` leads through, that of what the page shows
 * is marked, and its row brought into view; `data-reorder`: see below.
 */
export function attach(container, signal) {
  const { list: letter, own, ownRow, rove: items, reorder } = container.dataset;
  const marks = "current" in container.dataset;
  const fixed = [...container.children].map((row, at) => [`fixed-${at}`, row.outerHTML]);
  container.replaceChildren();
  let reveals = marks;
  const current = (key) => (key === wire.state.main.key ? "page" : null);
  const isRow = (key) => key[0] === letter && /^.\d+$/.test(key);
  const list = new KeyedList(container, {
    wanted: () => [
      ...fixed,
      ...facts.keys().filter(isRow).map((key) => [Number(key.slice(1)), rowOf(key)]).filter(([, row]) => row),
    ],
    compare: (a, b) => (sortOf(a) > sortOf(b)) - (sortOf(a) < sortOf(b)),
    after: () => {
      for (const { key, element } of marks ? list.entries : []) element.querySelector(items).ariaCurrent = current(key);
      if (items) settle(container, reveals);
      if (reveals && reveal(container.querySelector(":scope > :has([aria-current])"))) reveals = false;
    },
  });
  const rowOf = (key) => {
    if (key === own) return ownRow;
    const { row, "@data-status": status = "gone" } = facts.get(key);
    const template = status !== "gone" && facts.get("rows")[letter];
    return row ?? (template ? template.replaceAll("{key}", key.slice(1)) : null);
  };
  facts.on("changed", (keys, filled) => {
    if ([...keys].some(isRow) || filled.some((row) => row.parentNode === container)) list.touch();
  }, signal);
  wire.state.main.on("shown", () => {
    reveals = true;
    list.touch();
  }, signal);
  if (reorder) attachReorder(container, () => list.touch());
  list.touch();
  list.flush();
}

/**
 * Rows that one puts in order: by drag, or by Control, Shift and the arrow keys. The list says `data-reorder=ACTION`,
 * each row its `data-key`, and those that may be moved `data-movable`: it is told the `keys` in their new order, or
 * which one `step` further. The server's answer puts them in order: a row that was dragged may go back, by `settled`.
 */
function attachReorder(list, settled) {
  const movable = () => [...list.querySelectorAll("[data-movable]")];
  onDrag(list, {
    find: (target) => target.closest("[data-movable]"),
    moved: ({ item, y }) => {
      const others = movable().filter((other) => other !== item && !other.hidden);
      const after = others.find((other) => y < other.getBoundingClientRect().top + other.offsetHeight / 2);
      if (after) after.before(item);
      else others.at(-1)?.after(item);
    },
    dropped: async (item, isMeant) => {
      item.classList.remove("dragged");
      if (isMeant) await ask(list.dataset.reorder, { keys: movable().map(keyOf), moved: keyOf(item) });
      // What the server says of the new order comes with its answer, or just after.
      requestAnimationFrame(() => list.querySelector(".dragged") || settled());
    },
  });
  onKey(list, ({ key, target, shiftKey, ctrlKey, metaKey }) => {
    const step = shiftKey && (ctrlKey || metaKey) && { ArrowUp: -1, ArrowDown: 1 }[key];
    const row = target.closest("[data-movable]");
    return step && (() => row && ask(list.dataset.reorder, { moved: keyOf(row), step }));
  });
}
