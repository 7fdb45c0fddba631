/** Messages that come into the page at a time, the most that stay in it, and what is left when it is cut. */
const STEP = 80;
const MOST = 600;
const KEPT = 400;

/**
 * Which of the held messages are in the page: successive ones around what is being read. The page grows by steps at
 * the end one scrolls to, and loses what is far away at the other.
 */
export class LogWindow {
  /** Messages that come from now on belong to the page. */
  withNewest = true;
  /** The ids in the page, in order. */
  ids = [];

  /** @param {KeyedList} list shows them */
  constructor(list) {
    this.list = list;
  }

  /** The newest messages of a log, and no others. */
  showNewest(log) {
    this.withNewest = true;
    this.ids = log ? log.ids.slice(-KEPT) : [];
    this.list.reset(this.ids.map((id) => [id, log.html.get(id)]));
  }

  /** A message has come or changed; whether it is one of the page. */
  put(log, id) {
    const newer = this.ids.length > 0 && id > this.ids.at(-1);
    if (newer && !this.withNewest) return false;
    if (!newer && this.ids.length > 0 && id < this.ids[0]) return false;
    if (newer || this.ids.length === 0) this.ids.push(id);
    else if (!this.ids.includes(id)) this.ids = [...this.ids, id].sort((a, b) => a - b);
    this.list.put(id, log.html.get(id));
    return true;
  }

  /** Takes older ones in, if any are held. */
  growOlder(log) {
    const found = log.before(this.ids[0] ?? Infinity, STEP);
    if (!found.length) return false;
    this.ids.unshift(...found);
    this.#put(log, found);
    if (this.ids.length > MOST) {
      this.#drop(this.ids.splice(KEPT));
      this.withNewest = false;
    }
    return true;
  }

  /** Takes newer ones in, when some have been left out. */
  growNewer(log) {
    if (this.withNewest) return false;
    const found = log.after(this.ids.at(-1) ?? 0, STEP);
    this.ids.push(...found);
    this.#put(log, found);
    this.withNewest = this.ids.at(-1) === log.newest;
    if (this.ids.length > MOST) this.#drop(this.ids.splice(0, this.ids.length - KEPT));
    return found.length > 0;
  }

  /** At the newest end: the oldest go, from the page and from here. */
  trim(log) {
    if (!this.withNewest || this.ids.length <= MOST) return;
    this.#drop(this.ids.splice(0, this.ids.length - KEPT));
    log.trim(KEPT);
  }

  #put(log, ids) {
    for (const id of ids) this.list.put(id, log.html.get(id));
  }

  #drop(ids) {
    for (const id of ids) this.list.remove(id);
  }
}
