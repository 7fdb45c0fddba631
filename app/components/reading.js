import { wire } from "miaou/wire.js";

/** The first word soon, for a tab that may be closed in a moment; then at most one every ten seconds. */
const FIRST_MS = 1_000;
const EVERY_MS = 10_000;

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

  /** @param {() => boolean} showsNewest whether the log shows its newest end */
  constructor(showsNewest) {
    this.showsNewest = showsNewest;
    document.addEventListener("visibilitychange", () => this.update());
    window.addEventListener("pagehide", () => this.#leave());
    window.addEventListener("pageshow", () => this.update());
    // Opening a canal makes the server forget which one this tab watched.
    wire.state.on("opened", () => this.#leave());
    wire.on("online", () => this.update());
    // The server forgets a tab that is gone.
    wire.on("offline", () => this.#stop());
  }

  /** Something that decides about it may have changed. */
  update() {
    const { state } = wire;
    const shown = wire.online && !document.hidden && state.canal !== null && this.showsNewest();
    const canal = shown ? state.canal : null;
    if (canal !== this.#watching) {
      this.#leave();
      if (canal !== null) this.#watch(canal);
    }
    if (this.#watching === null) return;
    this.#seen = state.log.newest ?? 0;
    if (this.#seen > this.#told && !this.#timer) this.#timer = setTimeout(() => this.#tell(), this.#pause);
  }

  async #watch(canal) {
    this.#watching = canal;
    this.#told = wire.state.reading.get(canal)?.mark ?? 0;
    this.#pause = FIRST_MS;
    wire.state.watch(canal);
    try {
      const answer = await wire.call("watch", { canal });
      if (answer?.refused && this.#watching === canal) this.#stop();
    } catch {
      if (this.#watching === canal) this.#stop();
    }
  }

  #leave() {
    if (this.#watching === null) return;
    wire.tell("unwatch", { canal: this.#watching, seen: this.#seen });
    this.#stop();
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
    this.#watching = null;
  }
}
