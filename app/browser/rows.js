import { facts } from "miaou/facts.js";
import { KeyedList } from "miaou/keyed_list.js";
import { navigation } from "miaou/navigation.js";
import { attachReorder } from "miaou/reorder.js";
import { reveal, settle } from "miaou/rove.js";
import { until } from "miaou/until.js";
import { wire } from "miaou/wire.js";

/**
 * A `data-list=NAME` shows those rows of the page's, and those that it has from the first, in the order of their
 * `data-sort`, which plain comparing puts right. The row `data-own` wears the attributes of `data-own-as` whatever the
 * facts say. With `data-current`, the row of what the page shows is marked, and brought into view; `data-rove` and
 * `data-reorder`: see there.
 */
export function attach(container, signal) {
  const { list: name, own, ownAs = "{}", rove: items, reorder } = container.dataset;
  const marks = "current" in container.dataset;
  const fixed = [...container.children].map((row, at) => [`fixed-${at}`, row.outerHTML]);
  container.replaceChildren();
  let reveals = marks;
  const mark = ({ key, element }) => {
    if (key === navigation.key) element.setAttribute("aria-current", "page");
    else element.removeAttribute("aria-current");
  };
  const list = new KeyedList(container, {
    compare: (a, b) => (sortOf(a) > sortOf(b)) - (sortOf(a) < sortOf(b)),
    made: (entry) => {
      if (String(entry.key) === own) pin(entry.element, JSON.parse(ownAs));
      if (marks) mark(entry);
    },
    after: () => {
      if (items) settle(container);
      if (reveals && reveal(container.querySelector("[aria-current]"))) reveals = false;
    },
  });
  const { state } = wire;
  const reset = () => list.reset([...fixed, ...state[name]]);
  until(signal, state.on("reset", reset));
  until(signal, state.on("put", (of, key, html) => of === name && list.put(key, html)));
  until(signal, state.on("remove", (of, key) => of === name && list.remove(key)));
  until(signal, facts.on((_, filled) => filled.some((row) => row.parentNode === container) && list.touch()));
  container.addEventListener("reordered", () => list.touch());
  if (marks) {
    navigation.on("changed", (shown) => {
      list.entries.forEach(mark);
      reveals ||= shown;
      list.touch();
    });
  }
  if (reorder) attachReorder(container);
  reset();
  list.flush();
}

function sortOf({ element }) {
  return element.dataset.sort ?? "";
}

function pin({ dataset }, attributes) {
  Object.assign(dataset, attributes);
  dataset.pinned = Object.keys(attributes).map((name) => `data-${name}`).join(" ");
}
