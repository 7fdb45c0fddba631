import { facts } from "miaou/facts.js";
import { KeyedList } from "miaou/keyed_list.js";
import { attachReorder } from "miaou/reorder.js";
import { reveal, settle } from "miaou/rove.js";
import { wire } from "miaou/wire.js";

const sortOf = ({ element }) => element.dataset.sort ?? "";

/**
 * A `data-list=LETTER` shows a row for each key of facts that is that letter and a number: the `row` that they say, or
 * that of the letter in the facts "rows", with {key}, but for those whose status is gone or not told. They and the rows
 * that it has from the first stand in the order of their `data-sort`, which plain comparing puts right. The row
 * `data-own` wears the attributes of `data-own-as` whatever the facts say. With `data-current`, of what `data-rove`
 * leads through, that of what the page shows is marked, and its row brought into view; `data-reorder`: see there.
 */
export function attach(container, signal) {
  const { list: letter, own, ownAs = "{}", rove: items, reorder } = container.dataset;
  const pins = JSON.parse(ownAs);
  pins.pinned = Object.keys(pins).map((name) => `data-${name}`).join(" ");
  const marks = "current" in container.dataset;
  const fixed = [...container.children].map((row, at) => [`fixed-${at}`, row.outerHTML]);
  container.replaceChildren();
  let reveals = marks;
  const current = ({ key }) => (key === wire.state.main.key ? "page" : null);
  const mark = (entry) => marks && ((entry.element.querySelector(items) ?? {}).ariaCurrent = current(entry));
  const list = new KeyedList(container, {
    compare: (a, b) => (sortOf(a) > sortOf(b)) - (sortOf(a) < sortOf(b)),
    made: (entry) => {
      if (String(entry.key) === own) Object.assign(entry.element.dataset, pins);
      mark(entry);
    },
    after: () => {
      if (items) settle(container, reveals);
      if (reveals && reveal(container.querySelector(":scope > :has([aria-current])"))) reveals = false;
    },
  });
  const rowOf = (key) => {
    const { row, "@data-status": status = "gone" } = facts.get(key);
    const template = status !== "gone" && facts.get("rows")[letter];
    return row ?? (template ? template.replaceAll("{key}", key.slice(1)) : null);
  };
  const take = (keys) => {
    for (const key of keys) if (key[0] === letter && /^.\d+$/.test(key)) list.put(Number(key.slice(1)), rowOf(key));
  };
  facts.on("changed", (keys, filled) => {
    take(keys);
    if (filled.some((row) => row.parentNode === container)) list.touch();
  }, signal);
  wire.state.main.on("shown", () => {
    list.entries.forEach(mark);
    reveals = true;
    list.touch();
  }, signal);
  if (reorder) attachReorder(container, () => list.touch());
  list.reset(fixed);
  take(facts.keys());
  list.flush();
}
