import { Emitter } from "miaou/emitter.js";
import { facts } from "miaou/facts.js";
import { OpenCanal } from "miaou/open_canal.js";

/** The lists that facts make, by the letter that their keys begin with. */
const LISTS = { c: "canals", m: "members" };

/**
 * What this tab knows, and how each operation of the wire changes it. No DOM and no network here: views listen.
 *
 * Events: "reset" (all is new), "put" (list, key, html) and "remove" (list, key) for the lists "members" and
 * "canals", "said" (canal, id, author, nonce) in an open canal, "message" (canal, author) in any, for a host's page,
 * "ring" (what to say of it), "setting" (name, value), "desktop" ({revision}), "logs" (an open canal shows another
 * log, or more of it). What happens in an open canal's log, that one tells itself.
 */
export class State extends Emitter {
  me = 0;
  lang = "";
  settings = {};
  /** The rows of those who are members now; of others only facts are known. */
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
  load({ me, lang, member_row, facts: whole, log, head, others }) {
    this.me = me;
    this.lang = lang;
    this.#row = member_row;
    facts.load(whole);
    this.settings = { ...facts.get("settings") };
    for (const key of facts.keys()) if (this.#rowOf(key)) this[LISTS[key[0]]].set(idOf(key), this.#rowOf(key));
    this.emit("reset");
    if (log) this.main.show({ log, head });
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
  known() {
    const logs = [...this.open].filter(({ log }) => log).map(({ log }) => [log.canal, log.at]);
    return { canal: this.main.canal, logs, facts: facts.at };
  }

  /** Takes in what was missing, and what was said meanwhile. Facts first, all of them: what opens since is no news. */
  catchUp({ facts: whole, logs, missed }, held) {
    if (whole) {
      const before = facts.keys();
      const later = held.filter(([name]) => name === "facts");
      const named = facts.load(whole, later.map(([, at, told]) => ({ at, told }))); // prettier-ignore
      this.#told([...before, ...facts.keys()], named);
    }
    for (const page of logs) for (const each of this.#openOn(page.canal)) each.catchUp(page);
    if (logs.length) this.emit("logs");
    for (const operation of [...missed, ...held]) this.hear(...operation);
  }

  /** Takes in one operation of the wire. */
  hear(name, ...details) {
    switch (name) {
      case "facts":
        return this.#told(Object.keys(details[1]), facts.tell(...details));
      case "passing":
        return facts.pass(...details);
      case "rows":
        return this.#hearRows(...details);
      case "message":
        for (const author of details[1]) this.emit("message", details[0], author);
        return;
      case "ring":
        return this.emit("ring", ...details);
    }
  }

  /** Somebody or something may have come or gone; what shows a name looks again. */
  #told(keys, named) {
    const again = new Set(named);
    for (const key of keys) {
      const list = LISTS[key[0]];
      if (key === "settings") this.#set(facts.get(key));
      else if (key === "desk") this.emit("desktop", facts.get(key));
      else if (this.#isRow(key)) this.#put(list, idOf(key), this.#rowOf(key), again.has(key));
    }
  }

  #put(list, id, html, again) {
    if (!html && this[list].delete(id)) this.#removed(list, id);
    if (!html || (this[list].get(id) === html && !again)) return;
    this[list].set(id, html);
    this.emit("put", list, id, html);
  }

  #removed(list, id) {
    this.emit("remove", list, id);
    if (list === "canals") for (const each of this.#openOn(id)) each.show(null);
  }

  #isRow(key) {
    return /^[cm]\d+$/.test(key);
  }

  /** The row that stands for that key in its list, or nothing when it stands in none. */
  #rowOf(key) {
    if (!this.#isRow(key)) return "";
    const values = facts.get(key);
    if (key[0] === "c") return values.row ?? "";
    return (values["@data-status"] ?? "gone") === "gone" ? "" : this.#row.replaceAll("{key}", idOf(key));
  }

  #set(settings) {
    const before = this.settings;
    this.settings = { ...settings };
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
