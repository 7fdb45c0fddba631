import { Emitter } from "miaou/emitter.js";
import { HeldRows } from "miaou/held_rows.js";

/**
 * A canal that is open in this page: its messages and its header. The window has one, a desktop one for each of its
 * Miaou ! widgets. No DOM and no network here: views listen, the state tells it what happens.
 *
 * Events: "shown" (another log, or the same one anew), "put" (id, whether it is news), "lost" (canal: it is no longer
 * ours), "wanted" (canal that is on its way, or null when it is open or could not be opened), "chosen" (canal, by the
 * member, for good).
 */
export class OpenCanal extends Emitter {
  /** The messages held, or null when no canal is open. */
  log = null;
  /** The canal that is on its way, and what is said there meanwhile: it may be newer than the page. */
  wanted = null;
  coming = [];

  /** The canal's id, or null. */
  get canal() {
    return this.log?.canal ?? null;
  }

  /** As the kit calls it. */
  get key() {
    return this.canal;
  }

  /** The key of its facts, or null. */
  get fact() {
    return this.log && `c${this.canal}`;
  }

  /** What the server is told of it with each action. */
  get about() {
    return { canal: this.canal };
  }

  /** A log and its header have come, as the server sends them; null: there is none any more. */
  show(page) {
    const before = this.canal;
    this.log = page && new HeldRows(page.log);
    if (page && this.canal === this.wanted) for (const op of this.coming) this.apply(op, true);
    this.emit("shown");
    if (before !== null && !page) this.emit("lost", before);
  }

  want(canal) {
    this.wanted = canal;
    this.coming = [];
    this.emit("wanted", canal);
  }

  /** Puts a row into the log, `quietly` when the views hear of the whole page next; whether that changed anything. */
  apply([name, id, html], quietly = false) {
    const changed = (name !== "change" || this.log.has(id)) && this.log.put(id, html);
    if (changed && !quietly) this.emit("put", id, name === "say");
    return changed;
  }
}
