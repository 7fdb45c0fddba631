import { Emitter } from "miaou/emitter.js";
import { HeldRows } from "miaou/held_rows.js";

/**
 * What is open in a part of the page that shows one thing at a time: its rows. No DOM and no network here: views
 * listen, the state tells it what happens.
 *
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
