/** The most that are held at the newest end, and how many are left of them then; the others can be had again. */
const MOST = 600;
const KEPT = 400;

/**
 * Successive rows by their keys, which grow with time; `older`: there are others before them; `newer`: after them, so
 * that these are a piece of history; `later`: what came after it while what follows is on its way. No DOM here.
 */
export class HeldRows extends Map {
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
