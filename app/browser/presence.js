import { wire } from "miaou/wire.js";

/** Somebody who has not touched anything for this long is away. */
const IDLE_MS = 5 * 60_000;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];

/** Tells the server when somebody comes to this tab, and when nobody has been at it for five minutes. */
class Presence {
  #touchedAt = 0;
  #told = null;
  #timer = 0;

  start() {
    // Coming to a tab counts; leaving it does not end the five minutes at once.
    const touched = () => document.hidden || this.touch();
    for (const touch of TOUCHES) window.addEventListener(touch, touched, { passive: true, capture: true });
    document.addEventListener("visibilitychange", touched);
    wire.on("online", () => {
      // A new connection starts from nothing.
      this.#told = null;
      this.#tell();
    });
    touched();
  }

  /** Somebody is at the page, or at the one that shows it. */
  touch() {
    this.#touchedAt = Date.now();
    if (this.#told !== true) this.#tell();
  }

  #tell() {
    clearTimeout(this.#timer);
    const left = this.#touchedAt + IDLE_MS - Date.now();
    const active = left > 0;
    if (active) this.#timer = setTimeout(() => this.#tell(), left);
    if (active === this.#told || !wire.online) return;
    this.#told = active;
    wire.tell("alive", { active });
  }
}

export const presence = new Presence();
