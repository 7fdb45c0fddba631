import { bySort } from "miaou/by_sort.js";
import { directory } from "miaou/directory.js";
import { make } from "miaou/fragment.js";
import { KeyedList } from "miaou/keyed_list.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

const STATUSES = ["connected", "absent", "self"];

/** The members on the right: those connected, those absent, oneself; by name within each. */
export function attachMembers(root) {
  new MemberList(root).start();
}

class MemberList {
  /** Which group each member stands in. */
  #status = new Map();

  constructor(root) {
    root.replaceChildren();
    this.groups = new Map(STATUSES.map((status) => [status, new Group(root, status)]));
  }

  start() {
    const { state } = wire;
    state.on("reset", () => this.#reset());
    state.on("put", (list, key, html) => list === "members" && this.#put(key, html));
    state.on("remove", (list, key) => list === "members" && this.#remove(key));
    this.#reset();
    for (const group of this.groups.values()) group.list.flush();
  }

  #reset() {
    const members = new Map(STATUSES.map((status) => [status, []]));
    this.#status.clear();
    for (const [key, html] of wire.state.members) {
      const status = statusOf(key);
      this.#status.set(key, status);
      members.get(status).push([key, html]);
    }
    for (const [status, pairs] of members) this.groups.get(status).list.reset(pairs);
  }

  #put(key, html) {
    const status = statusOf(key);
    if (this.#status.get(key) !== status) this.#remove(key);
    this.#status.set(key, status);
    this.groups.get(status).list.put(key, html);
  }

  #remove(key) {
    this.groups.get(this.#status.get(key))?.list.remove(key);
    this.#status.delete(key);
  }
}

/** A heading with its count, and the members of one status. Hidden while there are none. */
class Group {
  constructor(root, status) {
    this.status = status;
    this.heading = make("h2");
    this.heading.id = `members-${status}`;
    this.rows = make("ul");
    this.rows.dataset.list = "members";
    this.rows.setAttribute("aria-labelledby", this.heading.id);
    root.append(this.heading, this.rows);
    this.list = new KeyedList(this.rows, {
      compare: bySort,
      made: ({ element }) => {
        element.dataset.status = status;
        element.querySelector(".member-arrow").ariaLabel = say("card_of", { name: element.dataset.nickname });
      },
      after: () => this.#count(),
    });
    this.#count();
  }

  #count() {
    const n = this.list.entries.length;
    this.heading.textContent = say(`status_${this.status}`, { n });
    this.heading.hidden = this.rows.hidden = n === 0;
  }
}

function statusOf(member) {
  if (member === wire.state.me) return "self";
  const { status } = directory.member(member);
  return STATUSES.includes(status) ? status : "absent";
}
