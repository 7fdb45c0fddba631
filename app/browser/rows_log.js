import { facts } from "miaou/facts.js";
import { oncePerFrame } from "miaou/frame.js";
import { tried } from "miaou/keep.js";
import { KeyedList } from "miaou/keyed_list.js";
import { outbox, pendingRows } from "miaou/outbox.js";
import { moveBefore } from "miaou/parts.js";
import { pause } from "miaou/pause.js";
import { Place } from "miaou/place.js";
import { arrange, isNew, readRow } from "miaou/runs.js";
import { lookAgain, watchSeen } from "miaou/seen.js";
import { wire } from "miaou/wire.js";
import { counted } from "miaou/words.js";

/** Older rows come when the reader is this close to the oldest end. */
const NEAR_PX = 900;
/** What is still on its way stands after all keys that there are: by when it was written. */
const AFTER_ALL = 2 ** 52;
const orderOf = ({ key, row }) => (typeof key === "number" ? key : AFTER_ALL + row.at);
/** From this far, one is offered to jump back to the newest end. */
const FAR_PX = 1_200;
const AGAIN_MS = 3_000;
const READ = "miaou:read:";

/** A `[role=log]` shows the rows of the place that it stands in. */
export const attach = (log, signal) => new RowsLog(log, wire.state.placeOf(log), signal);

/**
 * Rows in the order of their keys, which grow with time: the newest at one end, older ones as one scrolls to the other.
 *
 * `[role=log]` says `data-order` (newest-last or newest-first), `data-own` (whose page this is), `data-gap` (see
 * runs.js), `data-older` and `data-seen` (what is asked for and told). In it stand, oldest first, `.empty`, `.older` and
 * `.rows`; beside it `template[data-line]`, `template.pending-row` (see outbox.js) and the `.newer` button, which says
 * `data-none`, or by `data-one` and `data-many` how many came out of view.
 */
export class RowsLog {
  #shown = null;
  /** What is newer than that is new. */
  #mark = 0;
  /** News that came while the newest end was out of view. */
  #missed = 0;
  #news = new Set();
  /** What stands beside it, wherever that has moved. */
  #beside = (css) => this.log.parentElement.querySelector(css);
  #look = oncePerFrame(() => this.#lookAround());

  /** @param {HTMLElement} log  @param {OpenPlace} source  @param {AbortSignal} [signal] ends it */
  constructor(log, source, signal) {
    Object.assign(this, { log, source, parts: [...log.children] });
    [this.empty, this.older, this.rows] = this.parts;
    [this.newer, this.pending] = ["button.newer", "template.pending-row"].map(this.#beside);
    this.list = new KeyedList(this.rows, {
      compare: (a, b) => (orderOf(a) - orderOf(b)) * (this.place.newestFirst ? -1 : 1),
      made: (entry) => this.#made(entry),
      arrange: (entries) => arrange(entries, this.#view),
      after: () => this.#after(),
    });
    this.place = new Place(log, () => this.list.entries.map(({ element }) => element));
    watchSeen(() => this.place.atEnd && source.log && [log.dataset.seen, source.about, source.log.newest], signal);
    source.on("shown", () => this.#show());
    source.on("put", (key, isNews) => {
      if (isNews) this.#news.add(key);
      this.list.put(key, source.log.get(key) ?? null);
    });
    source.on("chosen", () => this.goToNewest());
    outbox.on("changed", () => this.#fill(), signal);
    outbox.on("added", ({ key }) => key === source.key && this.goToNewest(), signal);
    facts.on("changed", (_, filled) => this.#factsChanged(filled), signal);
    wire.on("online", () => this.#look(), signal);
    log.addEventListener("scroll", () => this.#look(), { passive: true });
    this.newer.addEventListener("click", () => this.goToNewest());
    document.addEventListener("minute", () => this.list.touch(), { signal });
    // What comes while nobody looks is new when somebody looks again.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && this.place.atEnd) this.#mark = source.log?.newest ?? 0;
    }, { signal });
    window.addEventListener("pagehide", () => this.#leave(), { signal });
    this.#turn();
    this.#show();
    this.#goBack();
  }

  get #view() {
    const { log } = this.source;
    const { own, gap } = this.log.dataset;
    const { newestFirst } = this.place;
    const line = (kind) => this.#beside(`template[data-line=${kind}]`).content.firstElementChild.cloneNode(true);
    return { own, gap: Number(gap), mark: this.#mark, newestFirst, complete: log?.older === false, line };
  }

  /** The newest at that end from now on, for whoever looks and for whoever listens. */
  #turn() {
    this.log.append(...(this.place.newestFirst ? this.parts.toReversed() : this.parts));
    // What stands at that end does so for keys, too.
    const end = this.log.parentElement.parentElement?.querySelector(":scope > [data-newest-end]");
    if (end) moveBefore(this.log.parentElement, this.place.newestFirst ? end.nextElementSibling : end);
    if (this.rows.hasChildNodes()) this.goToNewest();
  }

  /** The newest row comes into view. */
  goToNewest() {
    this.place.atEnd = true;
    this.list.touch();
    this.list.flush();
    this.place.goToEnd();
  }

  /** Other rows, or the same ones anew. */
  #show() {
    const { log, key, fact } = this.source;
    if (fact) facts.point(this.log.parentElement, fact);
    if (key !== this.#shown) {
      this.#mark = log?.mark ?? 0;
      this.place.atEnd = true;
    }
    this.#shown = key;
    this.#news.clear();
    this.#fill();
    this.list.flush();
    if (this.place.atEnd) this.place.goToEnd();
  }

  /** These rows and no others: those that are held, and what is still on its way. */
  #fill() {
    const { log, key } = this.source;
    this.list.reset([...(log ?? []), ...pendingRows(this.pending, key)]);
  }

  /** Keeps where one reads, for the page that comes instead when the server has forgotten this one. */
  #leave() {
    // On the way there, it is kept already.
    if (this.place.atEnd === null) return;
    const [first] = wire.online || this.place.atEnd ? [] : this.place.anchors;
    const row = this.list.entries.find(({ element }) => element === first?.element)?.key;
    tried(() => sessionStorage.setItem(READ + this.source.key, JSON.stringify([row, first?.stood])));
  }

  /** To where one read in the page before; nothing that came meanwhile is seen by that. */
  async #goBack() {
    const kept = READ + this.source.key;
    const [row, stood] = tried(() => JSON.parse(sessionStorage.getItem(kept))) ?? [];
    if (!row) return;
    this.place.atEnd = null;
    if (!wire.online) await wire.once("online");
    // One page more than that: a row is to have others below it, where these are the older ones.
    for (let had = Infinity; had > row && this.place.atEnd === null && wire.online && this.source.log?.older; await pause(10)) {
      had = this.source.log.oldest;
      await this.#wantOlder(this.source.log);
    }
    tried(() => sessionStorage.removeItem(kept));
    const { element } = this.list.entries.find(({ key }) => key === row) ?? {};
    if (this.place.atEnd !== null) return;
    [this.place.atEnd, this.place.anchors] = [!element, [{ element, stood }]];
    this.place.restore();
  }

  #made(entry) {
    entry.row = readRow(entry.element, this.log.dataset.own);
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
    const { log } = this.source;
    this.older.hidden = !log?.older;
    this.log.ariaBusy = null;
    this.empty.hidden = !log || log.older || this.rows.hasChildNodes();
    this.place.restore();
    this.#look();
  }

  #factsChanged(filled) {
    if (!filled.some((element) => this.log.contains(element))) return;
    this.list.touch();
    if (this.place.newestFirst !== (this.log.lastElementChild === this.empty)) this.#turn();
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
    const text = counted(dataset, this.#missed);
    if (says.textContent !== text) says.textContent = text;
    lookAgain();
  }

  async #wantOlder(log) {
    if (this.older.ariaBusy || !wire.online) return;
    this.older.ariaBusy = "true";
    const before = log.oldest;
    const asked = wire.call(this.log.dataset.older, { ...this.source.about, before });
    const { items, older } = await asked.catch(() => ({}));
    if (!items) {
      await pause(AGAIN_MS);
    } else if (this.source.log === log && log.oldest === before) {
      // Not when others, or newer ones, have been shown since.
      log.older = older;
      for (const [key, html] of items) log.set(key, html);
      this.#fill();
      this.list.flush();
    }
    this.older.ariaBusy = null;
    this.#look();
  }
}
