/** The most that are held at the newest end, and how many are left of them then; the others can be had again. */
const MOST = 600;
const KEPT = 400;

/** Successive rows by their keys, which grow with time; `older`: there are others before them. No DOM here. */
export class HeldRows {
  /** @param {{items: [number, string][], older: boolean, mark: number}} page as the server says it; the rest is kept */
  constructor({ items, ...rest }) {
    Object.assign(this, rest, { html: new Map(items) });
  }

  get oldest() {
    return Math.min(Number.MAX_SAFE_INTEGER, ...this.html.keys());
  }

  get newest() {
    return Math.max(0, ...this.html.keys());
  }

  has(key) {
    return this.html.has(key);
  }

  /** Takes a row in, or away when it is null; false when that changes nothing, or when it lies before what is held. */
  put(key, html) {
    if (html === null) return this.html.delete(key);
    // Held alone, it would stand for a place whose neighbours are missing.
    const isBefore = this.older && this.html.size > 0 && key < this.oldest;
    if (isBefore || this.html.get(key) === html) return false;
    this.html.set(key, html);
    return true;
  }

  /** Drops the oldest of too many, and returns their keys. */
  trim() {
    if (this.html.size <= MOST) return [];
    const dropped = [...this.html.keys()].sort((a, b) => a - b).slice(0, -KEPT);
    for (const key of dropped) this.html.delete(key);
    this.older = true;
    return dropped;
  }
}
