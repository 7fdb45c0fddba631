import { Emitter } from "miaou/emitter.js";

/** The most that are held at the newest end, and how many are left of them then; the others can be had again. */
const MOST = 600;
const KEPT = 400;

/**
 * Successive rows by their keys, which grow with time; `older`: there are others before them; `newer`: after them, so
 * that these are a piece of history; `later`: what came after it while what follows is on its way. No DOM here.
 */
class HeldRows extends Map {
  /** @param {{items: [number, string][], older: boolean, newer: boolean, mark: number}} page as the server says it */
  constructor({ items, ...rest }) {
    super(items);
    Object.assign(this, rest);
  }

  oldest = () => Math.min(Number.MAX_SAFE_INTEGER, ...this.keys());
  newest = () => Math.max(0, ...this.keys());

  /** Takes a row in, or away when it is null; false when that changes nothing, or when it lies beyond what is held. */
  put(key, html) {
    if (html === null) return this.later?.delete(key), this.delete(key);
    if (this.newer && key > this.newest()) return this.later?.set(key, html), false;
    // Held alone, it would stand for a place whose neighbours are missing.
    const isBefore = this.older && this.size > 0 && key < this.oldest();
    if (isBefore || this.get(key) === html) return false;
    this.set(key, html);
    return true;
  }

  join({ items, ...ends }) {
    Object.assign(this, ends);
    // What has changed meanwhile is as the server says it.
    for (const [key, html] of [...((!this.newer && this.later) || []), ...items]) this.set(key, html);
  }

  /** Drops the oldest of too many; whether there were. */
  trim() {
    if (this.size <= MOST) return false;
    for (const key of [...this.keys()].sort((a, b) => a - b).slice(0, -KEPT)) this.delete(key);
    return (this.older = true);
  }
}

/**
 * What is open in a part of the page that shows one thing at a time: its rows. No DOM and no network here: views
 * listen, the state tells it what happens.
 * Events: "shown" (a log, and whether it is another place's, or the same one anew), "put" (key, whether it is news),
 * "beyond" (key and row of what was said after the piece that is shown), "chosen" (by whoever sits here, for good; the
 * key of the row they want, if any).
 */
export class OpenPlace extends Emitter {
  /** What is open, if anything: its key, the key of its facts, and what the server is told of it with each action. */
  key = null;
  fact = null;
  about = null;
  log = null;
  /** The element that it stands in, where it is not the page's own. */
  root = null;
  /** The key of what is on its way, and what is said there meanwhile: it may be newer than the page. */
  wanted = null;
  coming = [];

  /** A log has come, as the server sends it; null: there is none any more. */
  show(page) {
    const { key = null, fact = null, about = null, ...rows } = page ?? {};
    const isOther = key !== this.key;
    Object.assign(this, { key, fact, about, log: page && new HeldRows(rows) });
    if (page && key === this.wanted) for (const row of this.coming) this.apply(row);
    this.emit("shown", isOther);
  }

  /** That is on its way, until it is shown, or null is. Returns what tells that from any other that is wanted since. */
  want(key) {
    this.wanted = key;
    this.coming = [];
    return this.coming;
  }

  apply([name, id, html]) {
    const isThere = this.log.has(id);
    const isNews = name === "say" && !isThere;
    if ((name !== "change" || isThere) && this.log.put(id, html)) this.emit("put", id, isNews);
    else if (isNews && this.log.newer) this.emit("beyond", id, html);
  }
}
