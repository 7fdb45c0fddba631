import { Emitter } from "miaou/emitter.js";
import { facts } from "miaou/facts.js";
import { OpenCanal } from "miaou/open_canal.js";

/**
 * What this tab knows, and how each operation of the wire changes it. No DOM and no network here: views listen.
 *
 * Events: "reset" (all is new), "put" (list, key, html) and "remove" (list, key) for the lists "members" and
 * "canals", "said" (canal, id, author, nonce) in an open canal, "message" (canal, author) in any, for a host's page,
 * "ring" (what to say of it), "setting" (name, value), "logs" (an open canal shows another
 * log, or more of it), "gone". What happens in an open canal's log, that one tells itself.
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

  #loaded = false;
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
    this.emit("logs");
  }

  /** The canals that are open here, each with up to when it is known what was said in it. */
  get logs() {
    return [...this.open].filter(({ log }) => log).map(({ log }) => [log.canal, log.at]);
  }

  /** The canals that are open here, or on their way. */
  get shown() {
    const ids = [...this.open].flatMap(({ canal, wanted }) => [canal, wanted]);
    return [...new Set(ids)].filter((canal) => canal !== null);
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
    // What the page brings at first waits for the views that will take it up; later, they know what they show.
    const known = new Set([...this.open].map(({ canal }) => canal));
    for (const [canal, page] of pages) if (!this.#loaded && !known.has(canal)) this.add().show(page);
    this.#loaded = true;
  }

  /**
   * Takes in one message of the wire: "applied", "known" (seen before), "gap" (something before it is missing) or
   * "unknown" (a topic that this tab does not hear, or not yet).
   */
  receive([topic, from, to, ops]) {
    if (topic.startsWith("log-")) {
      this.#hear(canalOf(topic), to, ops);
      return "applied";
    }
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

  /** The newest page of an open canal, after more was said than could be told singly. */
  caughtUp(page) {
    for (const each of this.open) if (each.canal === page.canal) each.catchUp(page);
    this.emit("logs");
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
      if (isMember(key)) this.#put("members", idOf(key), this.#rowOf(key));
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
        return this.#put(...details);
      case "follow": {
        const [topic, version] = details;
        this.topics.set(topic, Math.max(version, this.topics.get(topic) ?? 0));
        return;
      }
      case "unfollow":
        return this.#unfollow(...details);
      case "passing":
        return facts.pass(...details);
      case "message":
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

  #put(list, key, html) {
    if (this[list].get(key) === html) return;
    this[list].set(key, html);
    this.emit("put", list, key, html);
  }

  #unfollow(topic, canal) {
    this.topics.delete(topic);
    if (this.canals.delete(canal)) this.emit("remove", "canals", canal);
    for (const each of this.open) if (each.canal === canal) each.show(null);
  }

  /** What was said in a canal that is open here, up to that moment; or that was a moment ago. */
  #hear(canal, at, ops) {
    for (const each of this.open) if (each.wanted === canal) each.coming.push(...ops);
    const shown = [...this.open].filter((each) => each.canal === canal);
    for (const op of ops) {
      const [name, id, , author, nonce] = op;
      const isNew = shown.filter((each) => each.apply(op)).length > 0;
      if (isNew && name === "say") this.emit("said", canal, id, author, nonce);
    }
    for (const { log } of shown) log.at = Math.max(log.at, at);
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
