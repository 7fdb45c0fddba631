import { until } from "miaou/until.js";
import { wire } from "miaou/wire.js";

/** The first word soon, for a tab that may be closed in a moment; then at most one every ten seconds. */
const FIRST_MS = 1_000;
const EVERY_MS = 10_000;

/** Which places of this page watch a canal: the server is told of the first and the last. */
const watchers = new Map();

/**
 * Tells the server which canal's newest end this tab really shows, and how far it got. What is said there while it
 * does is seen, in all of this member's tabs.
 */
export class Reading {
  /** The canal that the server knows us to watch, or null. */
  #watching = null;
  /** The newest message shown while watching, and the newest that the server knows of. */
  #seen = 0;
  #told = 0;
  #timer = 0;
  #pause = FIRST_MS;

  /**
   * @param {OpenCanal} where  @param {() => boolean} showsNewest whether the log shows its newest end
   * @param {AbortSignal} [signal] ends it
   */
  constructor(where, showsNewest, signal) {
    this.where = where;
    this.showsNewest = showsNewest;
    document.addEventListener("visibilitychange", () => this.update(), { signal });
    window.addEventListener("pagehide", () => this.#leave(), { signal });
    window.addEventListener("pageshow", () => this.update(), { signal });
    until(signal, where.on("shown", () => this.where.canal !== this.#watching && this.#leave()));
    until(signal, wire.on("online", () => this.update()));
    // The server forgets a tab that is gone.
    until(signal, wire.on("offline", () => this.#stop()));
    until(signal, () => this.#leave());
  }

  /** Something that decides about it may have changed. */
  update() {
    const shown = wire.online && !document.hidden && this.where.canal !== null && this.showsNewest();
    const canal = shown ? this.where.canal : null;
    if (canal !== this.#watching) {
      this.#leave();
      if (canal !== null) this.#watch(canal);
    }
    if (this.#watching === null) return;
    this.#seen = this.where.log.newest ?? 0;
    if (this.#seen > this.#told && !this.#timer) this.#timer = setTimeout(() => this.#tell(), this.#pause);
  }

  async #watch(canal) {
    this.#watching = canal;
    this.#told = this.where.log.mark;
    this.#pause = FIRST_MS;
    watchers.set(canal, (watchers.get(canal) ?? new Set()).add(this));
    try {
      const answer = await wire.call("watch", { canal });
      if (answer?.refused && this.#watching === canal) this.#stop();
    } catch {
      if (this.#watching === canal) this.#stop();
    }
  }

  #leave() {
    if (this.#watching === null) return;
    const [canal, seen] = [this.#watching, this.#seen];
    this.#stop();
    wire.tell(watchers.has(canal) ? "seen" : "unwatch", watchers.has(canal) ? { canal, id: seen } : { canal, seen });
  }

  #tell() {
    this.#timer = 0;
    this.#pause = EVERY_MS;
    this.#told = this.#seen;
    wire.tell("seen", { canal: this.#watching, id: this.#seen });
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const others = watchers.get(this.#watching);
    if (others?.delete(this) && !others.size) watchers.delete(this.#watching);
    this.#watching = null;
  }
}
