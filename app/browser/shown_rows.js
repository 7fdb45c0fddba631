import { bySort } from "miaou/by_sort.js";
import { facts } from "miaou/facts.js";
import { KeyedList } from "miaou/keyed_list.js";
import { until } from "miaou/until.js";
import { wire } from "miaou/wire.js";

/**
 * A `data-list=NAME` shows those rows of the page's, in order; at the end those whose status is `data-last`. The row
 * `data-own` has the status "self", whatever is told.
 */
export function attach(container, signal) {
  const { list: name, last, own } = container.dataset;
  const isLast = ({ element }) => Number(element.dataset.status === last);
  const list = new KeyedList(container, {
    compare: (a, b) => isLast(a) - isLast(b) || bySort(a, b),
    made: ({ key, element: { dataset } }) => {
      if (String(key) === own) Object.assign(dataset, { status: "self", pinned: "data-status" });
    },
  });
  const { state } = wire;
  until(signal, state.on("reset", () => list.reset(state[name])));
  until(signal, state.on("put", (of, key, html) => of === name && list.put(key, html)));
  until(signal, state.on("remove", (of, key) => of === name && list.remove(key)));
  until(signal, facts.on((keys) => list.renew(({ element }) => keys.has(element.dataset.facts))));
  list.reset(state[name]);
  list.flush();
}
