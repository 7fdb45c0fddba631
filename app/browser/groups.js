import { bySort } from "miaou/by_sort.js";
import { facts } from "miaou/facts.js";
import { KeyedList } from "miaou/keyed_list.js";

/**
 * Keyed rows that stand in groups, by their `data-status`. Each group is a section with `data-group`, whose heading says
 * in `data-count` how it counts its rows ("{n} there"); it is hidden while it is empty. The viewer's own row, that of the
 * root's `data-own`, stands in the group "self"; a row of an unknown status in the last group but that one.
 */
export class Groups {
  #lists = new Map();
  /** Which group each row stands in. */
  #stands = new Map();
  #rows = new Map();

  constructor(root) {
    this.own = root.dataset.own;
    for (const section of root.querySelectorAll("[data-group]")) {
      const { group } = section.dataset;
      const list = new KeyedList(section.querySelector("[data-list]"), {
        compare: bySort,
        made: ({ element }) => group === "self" && pin(element),
        after: () => count(section, list.entries.length),
      });
      this.#lists.set(group, list);
      count(section, 0);
    }
    facts.on((keys) => this.#told(keys));
  }

  reset(pairs) {
    this.#rows = new Map(pairs);
    this.#stands.clear();
    for (const key of this.#rows.keys()) this.#stands.set(key, this.#groupOf(key));
    for (const [group, list] of this.#lists) {
      list.reset([...this.#rows].filter(([key]) => this.#stands.get(key) === group));
    }
  }

  flush() {
    for (const list of this.#lists.values()) list.flush();
  }

  put(key, html) {
    this.#rows.set(key, html);
    const group = this.#groupOf(key);
    if (this.#stands.get(key) !== group) this.#lists.get(this.#stands.get(key))?.remove(key);
    this.#stands.set(key, group);
    this.#lists.get(group).put(key, html);
  }

  remove(key) {
    this.#lists.get(this.#stands.get(key))?.remove(key);
    this.#stands.delete(key);
    this.#rows.delete(key);
  }

  #told(keys) {
    for (const [key, html] of this.#rows) {
      if (keys.has(factOf(key)) && this.#stands.get(key) !== this.#groupOf(key)) this.put(key, html);
    }
    for (const list of this.#lists.values()) list.renew(({ key }) => keys.has(factOf(key)));
  }

  #groupOf(key) {
    if (String(key) === this.own) return "self";
    const status = facts.get(factOf(key))["@data-status"];
    return this.#lists.has(status) ? status : [...this.#lists.keys()].at(-2);
  }
}

function factOf(key) {
  return `m${key}`;
}

/** Its own status is another one than others see. */
function pin(element) {
  element.dataset.status = "self";
  element.dataset.pinned = "data-status";
}

function count(section, n) {
  const heading = section.querySelector("[data-count]");
  const text = heading.dataset.count.replace("{n}", n);
  if (heading.textContent !== text) heading.textContent = text;
  section.hidden = n === 0;
}
