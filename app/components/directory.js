import { facts } from "miaou/facts.js";
import { toElement } from "miaou/fragment.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/**
 * Who is who, and which canal is which, read from the rows of the lists. A row's answer is the same object until
 * the row changes, so that views can tell by comparing.
 */
class Directory {
  #members = new Map();
  #canals = new Map();

  /** A member's nickname and cat (to be cloned); a stand-in for somebody unknown. */
  member(id) {
    const told = facts.get(`m${id}`);
    const before = this.#members.get(id);
    if (before?.told === told) return before;
    const read = { told, name: told.name ?? say("former_member"), cat: told.cat ? toElement(told.cat) : null };
    this.#members.set(id, read);
    return read;
  }

  /** A canal's colour, and whether it is archived. */
  canal(id) {
    return this.#read(this.#canals, id, wire.state.canals.get(id), (row) => ({
      color: row?.style.getPropertyValue("--c") ?? "",
      archived: row?.dataset.archived === "true",
    }));
  }

  /** What a canal is called here. */
  canalName(id) {
    return facts.get(`c${id}`).name ?? "";
  }

  names(members) {
    return members.map((member) => this.member(member).name).join(", ");
  }

  #read(known, id, html, parse) {
    const before = known.get(id);
    if (before && before.html === html) return before;
    const read = { html, ...parse(html === undefined ? null : toElement(html)) };
    known.set(id, read);
    return read;
  }
}

export const directory = new Directory();
