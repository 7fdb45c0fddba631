/**
 * What this page holds of one canal's messages: successive ones, ordered by id (which is the order of time).
 * No DOM here.
 */
export class Log {
  /** @param {{canal: number, items: [number, string][], older: boolean, mark: number, at: number}} page as the server
   *  sends it; `at`: up to when it holds what was said */
  constructor({ canal, items, older, mark, at }) {
    this.at = at;
    this.canal = canal;
    this.older = older;
    this.mark = mark;
    this.ids = [];
    this.html = new Map();
    for (const [id, html] of items) this.#set(id, html);
  }

  get oldest() {
    return this.ids[0];
  }

  get newest() {
    return this.ids.at(-1);
  }

  has(id) {
    return this.html.has(id);
  }

  /** Takes a message in; false when that changes nothing, or when it lies before what is held. */
  put(id, html) {
    // Held alone, it would stand for a place whose neighbours are missing.
    if (this.older && this.ids.length && id < this.oldest) return false;
    if (this.html.get(id) === html) return false;
    this.#set(id, html);
    return true;
  }

  /** Takes in the page that stands just before the oldest held. */
  addOlder({ items, older }) {
    for (const [id, html] of items) if (!this.has(id)) this.#set(id, html);
    this.older = older;
  }

  /** Up to `n` ids just before `id`, in order. */
  before(id, n) {
    const end = this.#place(id);
    return this.ids.slice(Math.max(0, end - n), end);
  }

  /** Up to `n` ids just after `id`, in order. */
  after(id, n) {
    const place = this.#place(id);
    const start = this.ids[place] === id ? place + 1 : place;
    return this.ids.slice(start, start + n);
  }

  /** Keeps the newest `n`; the others can be had again. */
  trim(n) {
    if (this.ids.length <= n) return;
    for (const id of this.ids.splice(0, this.ids.length - n)) this.html.delete(id);
    this.older = true;
  }

  #set(id, html) {
    if (!this.html.has(id)) {
      if (this.ids.length === 0 || id > this.newest) this.ids.push(id);
      else this.ids.splice(this.#place(id), 0, id);
    }
    this.html.set(id, html);
  }

  /** Where `id` stands, or would stand. */
  #place(id) {
    let [low, high] = [0, this.ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ids[middle] < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
