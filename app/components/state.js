import { Emitter } from "miaou/emitter.js";
import { facts } from "miaou/facts.js";
import { OpenCanal } from "miaou/open_canal.js";

/**
 * What this tab knows, and how each operation of the wire changes it. No DOM and no network here: views listen.
 *
 * Events: "reset" (all is new), "put" (list, key, html) and "remove" (list, key) for the lists "members" and
 * "canals", "said" (canal, id, author, nonce, html), "ring" (what to say of it), "setting" (name, value), "logs" (an
 * open canal shows another log), "gone". What happens in an open canal's log, that one tells itself.
 */
export class State extends Emitter {
  me = 0;
  lang = "";
  settings = {};
  topics = new Map();
  /** The rows of those who are members now; of others only facts are known. */
  members = new Map();
  canals = new Map();
  /** The window's own open canal. */
  main = new OpenCanal();
  /** All canals that are open in this page. */
  open = new Set();

  /** Log operations noted while a page of that log is on its way. */
  #records = new Set();
  /** Any member's row, with {key} for their id. */
  #row = "";

  constructor() {
    super();
    this.add(this.main);
  }

  /** Replaces everything. What a snapshot does not say (language, settings, head) stays. */
  load(snapshot) {
    this.me = snapshot.me;
    this.lang = snapshot.lang ?? this.lang;
    this.settings = snapshot.settings ?? this.settings;
    this.topics = new Map(Object.entries(snapshot.topics));
    this.canals = new Map(snapshot.canals);
    this.#row = snapshot.member_row;
    facts.load(snapshot.facts);
    this.members = new Map(facts.keys().filter(isMember).map((key) => [idOf(key), this.#rowOf(key)]));
    this.emit("reset");
    this.#showAll(snapshot);
  }

  /** Another canal is open in this page from now on, beside the window's own. */
  add(canal = new OpenCanal()) {
    this.open.add(canal);
    canal.on("shown", () => this.emit("logs"));
    return canal;
  }

  drop(canal) {
    this.open.delete(canal);
  }

  /** The ids of what is open besides the window's own canal. */
  get others() {
    return [...new Set([...this.open].map(({ canal }) => canal))].filter(
      (canal) => canal !== null && canal !== this.main.canal,
    );
  }

  #showAll({ log, head, others = [] }) {
    const pages = new Map(others.map((page) => [page.log.canal, page]));
    if (log) pages.set(log.canal, { log, head });
    // The first time: what the page brings is open in it.
    if (this.main.canal === null && log) this.main.show(pages.get(log.canal));
    else if (this.main.canal !== null) this.main.show(pages.get(this.main.canal) ?? null);
    for (const each of this.open) {
      if (each !== this.main && each.canal !== null) each.show(pages.get(each.canal) ?? null);
    }
    const known = new Set([...this.open].map(({ canal }) => canal));
    for (const [canal, page] of pages) if (!known.has(canal)) this.add().show(page);
  }

  /**
   * Takes in one message of the wire: "applied", "known" (seen before), "gap" (something before it is missing) or
   * "unknown" (a topic that this tab does not hear, or not yet).
   */
  receive([topic, from, to, ops]) {
    if (topic === "facts") {
      for (const [, told] of ops) this.#told(Object.keys(told), facts.tell(to, told));
      return "applied";
    }
    // Said once and kept nowhere, as who is writing; or to this tab alone: there is no order to keep.
    if (to === 0 || topic === "") {
      for (const op of ops) this.#apply(op);
      return "applied";
    }
    const have = this.topics.get(topic);
    if (have === undefined) return "unknown";
    if (to <= have) return "known";
    if (from > have) return "gap";
    for (const op of ops) this.#apply(op);
    if (this.topics.has(topic)) this.topics.set(topic, to);
    return "applied";
  }

  /**
   * From now on, note what happens in that canal's log: a page of it is being fetched, and what is said in the
   * meantime may be newer than the page. Give the note back with the page, or to `forget`.
   */
  record(canal) {
    const record = { canal, ops: [] };
    this.#records.add(record);
    return record;
  }

  forget(record) {
    this.#records.delete(record);
  }

  /** A canal's log and head have come: it is what `where` shows now. */
  opened(where, page, record) {
    this.forget(record);
    where.show(page, record.ops);
  }

  /** An older page has come; dropped when another canal, or a newer log, has been opened since. */
  addOlder(where, page, before, record) {
    this.forget(record);
    if (where.canal !== record.canal || where.log.oldest !== before) return;
    where.log.addOlder(page);
    // Silently: the views hear of the whole page next.
    for (const op of record.ops) where.apply(op, true);
    where.emit("older");
  }

  /** By which the server knows whether there is anything newer. */
  get factsAt() {
    return facts.at;
  }

  /** The facts as they are now, after a gap. */
  loadFacts(whole) {
    const before = facts.keys();
    const named = facts.load(whole);
    this.#told([...before, ...facts.keys()], named);
  }

  /** Somebody may have come into the office, or have left it; and what shows a name looks again. */
  #told(keys, named) {
    for (const key of keys) {
      if (key[0] !== "m" || this.members.has(idOf(key)) === isMember(key)) continue;
      if (isMember(key)) this.#put(["put", "members", idOf(key), this.#rowOf(key)]);
      else if (this.members.delete(idOf(key))) this.emit("remove", "members", idOf(key));
    }
    for (const key of named) {
      const list = { c: "canals", m: "members" }[key[0]];
      const row = list && this[list].get(idOf(key));
      if (row) this.emit("put", list, idOf(key), row);
    }
  }

  #rowOf(key) {
    return this.#row.replaceAll("{key}", idOf(key));
  }

  #apply(op) {
    const [name, ...details] = op;
    switch (name) {
      case "put":
        return this.#put(op);
      case "say":
        return this.#say(op);
      case "follow": {
        const [topic, version] = details;
        this.topics.set(topic, Math.max(version, this.topics.get(topic) ?? 0));
        return;
      }
      case "unfollow":
        return this.#unfollow(...details);
      case "passing":
        return facts.pass(...details);
      case "ring":
      case "desktop":
      case "gone":
        return this.emit(name, ...details);
      case "setting": {
        const [setting, value] = details;
        this.settings = { ...this.settings, [setting]: value };
        return this.emit("setting", setting, value);
      }
    }
  }

  #put(op) {
    const [, list, key, html] = op;
    if (!this[list]) return this.#inLog(canalOf(list), op);
    if (this[list].get(key) === html) return;
    this[list].set(key, html);
    this.emit("put", list, key, html);
  }

  #say(op) {
    const [, canal, id, html, author, nonce] = op;
    this.#inLog(canal, op);
    this.emit("said", canal, id, author, nonce, html);
  }

  #unfollow(topic, canal) {
    this.topics.delete(topic);
    if (this.canals.delete(canal)) this.emit("remove", "canals", canal);
    for (const each of this.open) if (each.canal === canal) each.show(null);
  }

  #inLog(canal, op) {
    for (const record of this.#records) if (record.canal === canal) record.ops.push(op);
    for (const each of this.open) if (each.canal === canal) each.apply(op);
  }
}

/** Whether those facts are of somebody who is a member now. */
function isMember(key) {
  return key[0] === "m" && (facts.get(key)["@data-status"] ?? "gone") !== "gone";
}

function idOf(key) {
  return Number(key.slice(1));
}

function canalOf(list) {
  return Number(list.slice("log-".length));
}
