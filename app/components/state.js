import { Emitter } from "miaou/emitter.js";
import { facts } from "miaou/facts.js";
import { OpenCanal } from "miaou/open_canal.js";

/** The lists that facts make, by the letter that their keys begin with, and what such a key looks like. */
const LISTS = { c: "canals", m: "members" };
const LISTED = /^[cm]\d+$/;

/**
 * What this tab knows, and how each operation of the wire (`wire/ops.py`) changes it. No DOM here: views listen.
 *
 * Events: "reset" (all is new), "put" (list, key, html) and "remove" (list, key) for the lists "members" (those who
 * are members now) and "canals", "said" (canal, id, author, nonce) in an open canal, "message" (canal, author) in any,
 * for a host's page, "ring" (what to say of it), "setting" (name, value), "logs" (an open canal shows another log, or
 * more of it). What happens in an open canal's log, that one tells itself.
 */
export class State extends Emitter {
  me = 0;
  lang = "";
  settings = {};
  members = new Map();
  canals = new Map();
  /** The window's own open canal. */
  main = new OpenCanal();
  /** All canals that are open in this page. */
  open = new Set();

  /** Any member's row, with {key} for their id. */
  #row = "";

  constructor() {
    super();
    this.add(this.main);
  }

  /** Takes in what the page brings. */
  load({ me, lang, member_row, facts: whole, log, others }) {
    this.me = me;
    this.lang = lang;
    this.#row = member_row;
    facts.load(whole);
    this.settings = facts.get("settings");
    for (const key of facts.keys()) if (this.#rowOf(key)) this[LISTS[key[0]]].set(idOf(key), this.#rowOf(key));
    this.emit("reset");
    if (log) this.main.show({ log });
    for (const page of others) this.add().show(page);
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

  /** The canals that are open here, or on their way. */
  get shown() {
    const ids = [...this.open].flatMap(({ canal, wanted }) => [canal, wanted]);
    return [...new Set(ids)].filter((canal) => canal !== null);
  }

  /** By which the server finds what is missing here. */
  get known() {
    const logs = [...this.open].filter(({ log }) => log).map(({ log }) => [log.canal, log.at]);
    return { canal: this.main.canal, logs, facts: facts.at };
  }

  /** Takes in what was missing, and what was `held` meanwhile: with its facts, what opened since is not gone. */
  catchUp({ facts: whole, logs, missed }, held) {
    if (whole) {
      const before = facts.keys();
      const later = held.filter(([name]) => name === "facts").map(([, at, told]) => ({ at, told }));
      const named = facts.load(whole, later);
      this.#follow([...before, ...facts.keys()], named);
    }
    for (const page of logs) for (const each of this.#openOn(page.canal)) each.show({ log: page });
    if (logs.length) this.emit("logs");
    for (const operation of [...missed, ...held]) this.hear(...operation);
  }

  /** Takes in one operation of the wire. */
  hear(name, ...details) {
    if (name === "facts") this.#follow(Object.keys(details[1]), facts.tell(...details));
    else if (name === "passing") facts.pass(...details);
    else if (name === "rows") this.#hearRows(...details);
    else this.emit(name, ...details);
  }

  /** Somebody or something may have come or gone; what shows a name looks again. */
  #follow(keys, named) {
    for (const key of keys) {
      if (key === "settings") this.#set(facts.get(key));
      if (LISTED.test(key)) this.#put(LISTS[key[0]], idOf(key), this.#rowOf(key), named.includes(key));
    }
  }

  #put(list, id, html, again) {
    if (!html) {
      if (this[list].delete(id)) this.emit("remove", list, id);
      if (list === "canals") for (const each of this.#openOn(id)) each.show(null);
    } else if (again || this[list].get(id) !== html) {
      this[list].set(id, html);
      this.emit("put", list, id, html);
    }
  }

  /** The row that stands for that key in its list, or nothing when it stands in none. */
  #rowOf(key) {
    const { row = "", "@data-status": status = "gone" } = LISTED.test(key) ? facts.get(key) : {};
    return row || (status === "gone" ? "" : this.#row.replaceAll("{key}", idOf(key)));
  }

  #set(settings) {
    const before = this.settings;
    this.settings = settings;
    for (const [name, value] of Object.entries(settings)) {
      if (before[name] !== value) this.emit("setting", name, value);
    }
  }

  #openOn(canal) {
    return [...this.open].filter((each) => each.canal === canal);
  }

  /** What was said in a canal that is open here, up to that moment; or that was a moment ago. */
  #hearRows(canal, at, rows) {
    for (const each of this.open) if (each.wanted === canal) each.coming.push(...rows);
    const shown = this.#openOn(canal);
    for (const row of rows) {
      const [name, id, , author, nonce] = row;
      const isNew = shown.filter((each) => each.apply(row)).length > 0;
      if (isNew && name === "say") this.emit("said", canal, id, author, nonce);
    }
    for (const { log } of shown) log.at = Math.max(log.at, at);
  }
}

function idOf(key) {
  return Number(key.slice(1));
}
