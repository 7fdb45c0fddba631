import { Emitter } from "miaou/emitter.js";
import { Log } from "miaou/log.js";

const NOTHING_READ = { mark: 0, ids: new Set(), more: false, watched: false };

/**
 * What this tab knows, and how each operation of the wire changes it. No DOM and no network here: views listen.
 *
 * Events: "reset" (all is new), "put" (list, key, html) and "remove" (list, key) for the lists "members" and
 * "canals", "opened" (another log), "log-put" (id), "log-remove" (id), "older" (a page came before), "head",
 * "reading" (canal), "said" (canal, id, author, nonce), "typing" (canal, member), "preferences", "setting" (name,
 * value), "lost" (canal), "gone".
 */
export class State extends Emitter {
  me = 0;
  lang = "";
  settings = {};
  topics = new Map();
  members = new Map();
  canals = new Map();
  reading = new Map();
  /** How one wants each canal: {level, place}; place 0 is by its name. */
  preferences = new Map();
  /** The open canal's messages, or null when no canal is open. */
  log = null;
  /** The open canal's header, as HTML made by the server. */
  head = "";

  /** Log operations noted while a page of that log is on its way. */
  #records = new Set();

  /** The open canal's id, or null. */
  get canal() {
    return this.log?.canal ?? null;
  }

  /** Replaces everything. What a snapshot does not say (language, settings, head) stays. */
  load(snapshot) {
    this.me = snapshot.me;
    this.lang = snapshot.lang ?? this.lang;
    this.settings = snapshot.settings ?? this.settings;
    this.topics = new Map(Object.entries(snapshot.topics));
    this.members = new Map(snapshot.members);
    this.canals = new Map(snapshot.canals);
    this.preferences = new Map(snapshot.preferences.map(([canal, level, place]) => [canal, { level, place }]));
    this.reading = new Map(
      Object.entries(snapshot.reading).map(([canal, reading]) => [Number(canal), toReading(...reading)]),
    );
    const before = this.canal;
    this.log = snapshot.log ? new Log(snapshot.log) : null;
    this.head = snapshot.head ?? (before === this.canal ? this.head : "");
    this.emit("reset");
    if (before !== null && this.log === null) this.emit("lost", before);
  }

  /**
   * Takes in one message of the wire: "applied", "known" (seen before), "gap" (something before it is missing) or
   * "unknown" (a topic that this tab does not hear, or not yet).
   */
  receive([topic, from, to, ops]) {
    // Said once and kept nowhere: who is writing.
    if (to === 0) {
      for (const op of ops) this.#apply(op);
      return "applied";
    }
    if (topic === "") {
      // To this tab alone: there is no order to keep.
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

  /** Another canal is open: its log and its head have come. */
  opened({ log, head }, record) {
    this.log = new Log(log);
    this.head = head ?? "";
    this.#replay(record);
    this.emit("opened");
  }

  /** An older page has come; dropped when another canal, or a newer log, has been opened since. */
  addOlder(page, before, record) {
    this.forget(record);
    if (this.canal !== record.canal || this.log.oldest !== before) return;
    this.log.addOlder(page);
    this.#replay(record);
    this.emit("older");
  }

  /** How many messages of a canal are unseen, and whether its star shows. */
  unread(canal) {
    const { ids, more, watched } = this.reading.get(canal) ?? NOTHING_READ;
    return { star: !watched && (more || ids.size > 0), count: ids.size, more };
  }

  /** This tab watches a canal: its star goes at once, before the server says so. */
  watch(canal) {
    const reading = this.reading.get(canal);
    if (!reading || reading.watched) return;
    reading.watched = true;
    this.emit("reading", canal);
  }

  #replay(record) {
    this.forget(record);
    // Silently: the views hear of the whole page next.
    for (const op of record.ops) this.#applyToLog(op);
  }

  #apply(op) {
    const [name, ...details] = op;
    switch (name) {
      case "put":
        return this.#put(op);
      case "remove":
        return this.#remove(op);
      case "say":
        return this.#say(op);
      case "unsay": {
        const [canal, id] = details;
        this.#inLog(canal, op);
        if (this.reading.get(canal)?.ids.delete(id)) this.emit("reading", canal);
        return;
      }
      case "read": {
        const [canal, ...reading] = details;
        this.reading.set(canal, toReading(...reading));
        return this.emit("reading", canal);
      }
      case "follow": {
        const [topic, version] = details;
        this.topics.set(topic, Math.max(version, this.topics.get(topic) ?? 0));
        return;
      }
      case "unfollow":
        return this.#unfollow(...details);
      case "typing": {
        const [canal, member] = details;
        return this.emit("typing", canal, member);
      }
      case "prefer": {
        const [wanted] = details;
        for (const [canal, level, place] of wanted) this.preferences.set(canal, { level, place });
        return this.emit("preferences");
      }
      case "setting": {
        const [setting, value] = details;
        this.settings = { ...this.settings, [setting]: value };
        return this.emit("setting", setting, value);
      }
      case "gone":
        return this.emit("gone");
    }
  }

  #put(op) {
    const [, list, key, html] = op;
    if (list === "members" || list === "canals") {
      if (this[list].get(key) === html) return;
      this[list].set(key, html);
      this.emit("put", list, key, html);
    } else if (list === "head") {
      if (key !== this.canal || this.head === html) return;
      this.head = html;
      this.emit("head");
    } else {
      this.#inLog(canalOf(list), op);
    }
  }

  #remove(op) {
    const [, list, key] = op;
    if (list === "members" || list === "canals") {
      if (this[list].delete(key)) this.emit("remove", list, key);
    } else {
      this.#inLog(canalOf(list), op);
    }
  }

  #say(op) {
    const [, canal, id, , author, nonce] = op;
    this.#inLog(canal, op);
    if (author !== this.me) {
      const reading = this.reading.get(canal) ?? { ...NOTHING_READ, ids: new Set() };
      this.reading.set(canal, reading);
      if (id > reading.mark && !reading.ids.has(id)) {
        reading.ids.add(id);
        this.emit("reading", canal);
      }
    }
    this.emit("said", canal, id, author, nonce);
  }

  #unfollow(topic, canal) {
    this.topics.delete(topic);
    this.reading.delete(canal);
    this.preferences.delete(canal);
    const wasOpen = this.canal === canal;
    if (this.canals.delete(canal)) this.emit("remove", "canals", canal);
    if (!wasOpen) return;
    this.log = null;
    this.head = "";
    this.emit("opened");
    this.emit("lost", canal);
  }

  #inLog(canal, op) {
    for (const record of this.#records) if (record.canal === canal) record.ops.push(op);
    if (canal !== this.canal || !this.#applyToLog(op)) return;
    this.emit(takesAway(op) ? "log-remove" : "log-put", op[2]);
  }

  /** Whether the operation changed the log. */
  #applyToLog(op) {
    const [, , key, html] = op;
    return takesAway(op) ? this.log.remove(key) : this.log.put(key, html);
  }
}

function toReading(mark, ids, more, watched) {
  return { mark, ids: new Set(ids), more, watched };
}

function takesAway([name]) {
  return name === "remove" || name === "unsay";
}

function canalOf(list) {
  return Number(list.slice("log-".length));
}
