import { Emitter } from "miaou/emitter.js";
import { embedded } from "miaou/embedded.js";

/**
 * The page that shows this one in a frame. Each message, both ways, is `{miaou: 1, type, …}`; they are listed in
 * docs/embedding.md.
 * Only our parent is heard, and only when it is a site that an administrator allowed; and nobody else is told.
 *
 * Events: whatever the host says, by its type, with the whole message.
 */
class Host extends Emitter {
  /** The host's origin, once it is known: a browser that does not name it leaves it to the first message. */
  origin = null;
  #allowed = [...(embedded?.origins ?? []), location.origin];

  start() {
    if (!this.framed) return;
    const named = location.ancestorOrigins?.[0];
    if (this.#allowed.includes(named)) this.origin = named;
    window.addEventListener("message", (event) => this.#hear(event));
  }

  get framed() {
    return window.parent !== window;
  }

  tell(type, details = {}) {
    if (!this.framed) return;
    // A browser delivers to none but the origin that is named: of several, at most one is our parent's.
    for (const origin of this.origin ? [this.origin] : this.#allowed) {
      window.parent.postMessage({ ...details, miaou: 1, type }, origin);
    }
  }

  #hear({ source, origin, data }) {
    if (source !== window.parent || !this.#allowed.includes(origin)) return;
    if (data?.miaou !== 1 || typeof data.type !== "string") return;
    this.origin = origin;
    this.emit(data.type, data);
  }
}

export const host = new Host();
