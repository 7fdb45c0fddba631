/** Who wants to know what: the small half of an event target, with plain arguments. */
export class Emitter {
  #listeners = new Map();

  /** Calls `listener` at each `event`. Returns what stops it. */
  on(event, listener) {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** The next `event`. */
  once(event) {
    return new Promise((resume) => {
      const stop = this.on(event, () => (stop(), resume()));
    });
  }

  emit(event, ...details) {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        listener(...details);
      } catch (error) {
        // One view's mistake must not keep the others, or the rest of a batch, from what happened.
        console.error(error);
      }
    }
  }
}
