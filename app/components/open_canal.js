import { Emitter } from "miaou/emitter.js";
import { Log } from "miaou/log.js";

/**
 * A canal that is open in this page: its messages and its header. The window has one, a desktop one for each of its
 * Miaou ! widgets. No DOM and no network here: views listen, the state tells it what happens.
 *
 * Events: "shown" (another log, or the same one anew), "put" (id), "older" (a page came before),
 * "lost" (canal: it is no longer ours), "wanted" (canal that is on its way, or null when it is open or could not be
 * opened), "chosen" (canal, by the member, for good).
 */
export class OpenCanal extends Emitter {
  /** The messages held, or null when no canal is open. */
  log = null;
  /** The header, as HTML made by the server. */
  head = "";
  /** The canal that is on its way. */
  wanted = null;

  /** The canal's id, or null. */
  get canal() {
    return this.log?.canal ?? null;
  }

  /**
   * A log and its header have come, as the server sends them; null: there is none any more.
   * @param {object[]} since the operations that came while the page was on its way
   */
  show(page, since = []) {
    const before = this.canal;
    this.log = page ? new Log(page.log) : null;
    this.head = page?.head ?? (page && before === page.log.canal ? this.head : "");
    for (const op of since) this.apply(op, true);
    this.emit("shown");
    if (before !== null && !page) this.emit("lost", before);
  }

  want(canal) {
    this.wanted = canal;
    this.emit("wanted", canal);
  }

  /** Puts a row into the log, `quietly` when the views hear of the whole page next; whether that changed anything. */
  apply([, id, html], quietly = false) {
    const changed = this.log.put(id, html);
    if (changed && !quietly) this.emit("put", id);
    return changed;
  }

  /** The newest page of the same canal: one who reads it keeps their place, unless what lies between is missing. */
  catchUp(page) {
    if (page.older && !page.items.some(([id]) => this.log.has(id))) return this.show({ log: page });
    for (const [id, html] of page.items) this.apply(["put", id, html]);
    this.log.at = page.at;
  }
}
