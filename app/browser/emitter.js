/**
 * Who wants to know what: an event target with plain arguments. A listener's mistake is reported, and keeps neither the
 * others nor the rest of a batch from what happened.
 */
export class Emitter extends EventTarget {
  /** Calls `listener` at each `event`, until the signal, if there is one, ends it. */
  on(event, listener, signal) {
    this.addEventListener(event, ({ detail }) => listener(...detail), { signal });
  }

  once(event) {
    return new Promise((resume) => this.addEventListener(event, () => resume(), { once: true }));
  }

  emit(event, ...detail) {
    this.dispatchEvent(new CustomEvent(event, { detail }));
  }
}
