import { facts } from "miaou/facts.js";
import { oncePerFrame } from "miaou/frame.js";
import { KeyedList } from "miaou/keyed_list.js";
import { Place } from "miaou/place.js";
import { arrange, isNew, readRow, showTimes } from "miaou/runs.js";
import { lookAgain, watchSeen } from "miaou/seen.js";
import { pause, until } from "miaou/until.js";
import { wire } from "miaou/wire.js";
import { counted } from "miaou/words.js";

/** Older rows come when the reader is this close to the oldest end. */
const NEAR_PX = 900;
/** From this far, one is offered to jump back to the newest end. */
const FAR_PX = 1_200;
const AGAIN_MS = 3_000;

/** A `[role=log]` shows the rows of the place that it stands in. */
export function attach(log, signal) {
  new RowsLog(log, wire.state.placeOf(log), signal);
}

/**
 * Rows in the order of their keys, which grow with time: the newest at one end, older ones as one scrolls to the other.
 *
 * `[role=log]` says `data-order` (newest-last or newest-first), `data-own` (whose page this is), `data-gap` (see
 * runs.js), `data-older` and `data-seen` (what is asked for and told). In it stand, oldest first, `.empty`, `.older`,
 * `.rows` and `.waiting` (what others add after the newest); beside it `template[data-line]` and the `.newer` button,
 * which says `data-none`, or by `data-one` and `data-many` how many came out of view.
 */
export class RowsLog {
  #shown = null;
  #order = "";
  /** What is newer than that is new. */
  #mark = 0;
  /** News that came while the newest end was out of view. */
  #missed = 0;
  #news = new Set();
  /** Facts have moved the rows already: where these stand now is not where the reader had them. */
  #moved = false;
  #look = oncePerFrame(() => this.#lookAround());

  /** @param {HTMLElement} log  @param {OpenPlace} source  @param {AbortSignal} [signal] ends it */
  constructor(log, source, signal) {
    Object.assign(this, { log, source, root: log.parentElement, parts: [...log.children] });
    [this.empty, this.older, this.rows, this.waiting] = this.parts;
    this.newer = this.root.querySelector("button.newer");
    this.list = new KeyedList(this.rows, {
      compare: (a, b) => (this.place.newestFirst ? b.key - a.key : a.key - b.key),
      made: (entry) => this.#made(entry),
      before: () => this.place.atEnd || this.#moved || this.place.capture(),
      arrange: (entries) => arrange(entries, this.#view),
      after: () => this.#after(),
    });
    this.place = new Place(log, () => this.list.entries.map(({ element }) => element));
    const inView = () => this.place.atEnd && source.log && [log.dataset.seen, source.about, source.log.newest];
    watchSeen(inView, signal);
    source.on("shown", () => this.#show());
    source.on("put", (key, isNews) => this.#put(key, isNews));
    source.on("touched", () => this.list.touch());
    for (const event of ["chosen", "newest"]) source.on(event, () => this.goToNewest());
    until(signal, facts.on((_, filled) => this.#factsChanged(filled)));
    until(signal, wire.on("online", () => this.#look()));
    log.addEventListener("scroll", () => this.#look(), { passive: true });
    this.newer.addEventListener("click", () => this.goToNewest());
    document.addEventListener("minute", () => this.list.touch(), { signal });
    document.addEventListener("visibilitychange", () => this.#hidden(), { signal });
    this.#turn();
    this.#show();
  }

  get #view() {
    const { log } = this.source;
    const { own, gap } = this.log.dataset;
    const { newestFirst } = this.place;
    const line = (kind) => this.root.querySelector(`template[data-line=${kind}]`).content.firstElementChild.cloneNode(true);
    return { own, gap: Number(gap), mark: this.#mark, newestFirst, complete: log?.older === false, line };
  }

  /** The newest at that end from now on, for whoever looks and for whoever listens. */
  #turn() {
    this.#order = this.log.dataset.order;
    this.log.append(...(this.place.newestFirst ? this.parts.toReversed() : this.parts));
    this.goToNewest();
  }

  /** The newest row comes into view. */
  goToNewest() {
    this.#missed = 0;
    this.place.atEnd = true;
    this.list.touch();
    this.list.flush();
    this.place.goToEnd();
  }

  /** Other rows, or the same ones anew. */
  #show() {
    const { log, key, fact } = this.source;
    if (fact) facts.point(this.root, fact);
    if (key !== this.#shown) {
      this.#mark = log?.mark ?? 0;
      this.#missed = 0;
      this.place.atEnd = true;
    }
    this.#shown = key;
    this.#news.clear();
    this.#quietly(() => this.list.reset(log ?? []));
    if (this.place.atEnd) this.place.goToEnd();
  }

  #put(key, isNews) {
    if (isNews && !this.list.get(key)) this.#news.add(key);
    this.list.put(key, this.source.log.get(key) ?? null);
  }

  #made(entry) {
    entry.row = readRow(entry.element);
    showTimes(entry.element, entry.row);
    const view = this.#view;
    if (!this.#news.delete(entry.key) || !isNew(entry, { ...view, mark: -Infinity })) return;
    if (!this.place.atEnd) {
      this.#missed += 1;
    } else if (!document.hidden) {
      entry.element.classList.add("arrived");
      // It comes under one's eyes: the line is for what did not.
      if (!this.list.entries.some((each) => isNew(each, view))) this.#mark = entry.key;
    }
  }

  #after() {
    this.#moved = false;
    const { log } = this.source;
    this.source.emit("placed", this.list.entries.at(-1)?.row ?? null);
    this.older.hidden = !log?.older;
    this.empty.hidden = !log || log.older || this.rows.hasChildNodes() || this.waiting.hasChildNodes();
    this.place.restore();
    this.#look();
  }

  #factsChanged(filled) {
    if (!filled.some((element) => this.log.contains(element))) return;
    this.#moved = true;
    this.list.touch();
    if (this.log.dataset.order !== this.#order) this.#turn();
  }

  /** What follows from where the reader is now. */
  #lookAround() {
    const { log } = this.source;
    if (log?.older && this.log.clientHeight > 0 && this.place.toOldest < NEAR_PX) this.#wantOlder(log);
    if (this.place.atEnd) {
      this.#missed = 0;
      for (const key of log?.trim() ?? []) this.list.put(key, null);
    }
    this.newer.hidden = !this.#missed && this.place.toNewest <= FAR_PX;
    const { dataset, firstElementChild: says } = this.newer;
    const text = this.#missed ? counted(dataset, this.#missed) : dataset.none;
    if (says.textContent !== text) says.textContent = text;
    lookAgain();
  }

  async #wantOlder(log) {
    const { classList } = this.older;
    if (classList.contains("coming") || !wire.online) return;
    classList.add("coming");
    const before = log.oldest;
    try {
      const page = await wire.call(this.log.dataset.older, { ...this.source.about, before });
      if (page.refused) throw new Error(page.refused);
      // Not when others, or newer ones, have been shown since.
      if (this.source.log === log && log.oldest === before) {
        log.older = page.older;
        for (const [key, html] of page.items) log.set(key, html);
        this.#quietly(() => page.items.forEach(([key, html]) => this.list.put(key, html)));
      }
    } catch {
      await pause(AGAIN_MS);
    }
    classList.remove("coming");
    this.#look();
  }

  /** What comes while nobody looks is new when somebody looks again. */
  #hidden() {
    if (document.hidden && this.place.atEnd) this.#mark = this.source.log?.newest ?? 0;
  }

  /** Changes the page at once, without having it all read out. */
  #quietly(work) {
    this.log.setAttribute("aria-busy", "true");
    work();
    this.list.touch();
    this.list.flush();
    setTimeout(() => this.log.removeAttribute("aria-busy"), 200);
  }
}
