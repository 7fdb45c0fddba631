import { counted, facts, moveBefore, oncePerFrame, pause, reach, sinceOf, tell, tried, wire } from "miaou/base.js";
import { KeyedList } from "miaou/keyed_list.js";
import { bring } from "miaou/navigation.js";
import { outbox, pendingRows } from "miaou/outbox.js";
import { Place } from "miaou/place.js";
import { arrange, isNew, readRow } from "miaou/runs.js";
import { lookAgain, watchSeen } from "miaou/seen.js";

const NEAR_PX = 900;
/** What is still on its way stands after all keys that there are: by when it was written. */
const AFTER_ALL = 2 ** 52;
const orderOf = ({ key, row }) => (typeof key === "number" ? key : AFTER_ALL + row.at);
const FAR_PX = 1_200;
const AGAIN_MS = 3_000;
const READ = "miaou:read:";

export const attach = (log, signal) => new RowsLog(log, wire.state.placeOf(log), signal);

/**
 * Rows in the order of their keys, which grow with time: the newest at one end, older ones as one scrolls to the other.
 * Or a piece of history, around the row that one wanted, with newer ones to come, too.
 *
 * `[role=log]` says `data-order` (newest-last or newest-first), `data-own` (whose page this is), `data-gap` (see
 * runs.js), `data-older`, `data-newer`, `data-around` and `data-seen` (what is asked for and told). In it stand, oldest
 * first, `.empty`, `.older` and `.rows`; beside it `template[data-line]`, `template.pending-row` (see outbox.js), the
 * `.newer` button, which says `data-none`, or by `data-one` and `data-many` how many came out of view, and `.fresh`,
 * which leads to the first new one and says likewise how many there are, and since when.
 */
export class RowsLog {
  #mark = 0;
  /** The mark of which the line has been in view. */
  #reached = null;
  /** News that came while the newest end was out of view. */
  #missed = new Set();
  /** By key whether it came as it was said, and not after a break. */
  #news = new Map();
  /** What stands beside it, wherever that has moved. */
  #beside = (css) => this.log.parentElement.querySelector(css);
  #look = oncePerFrame(() => this.#lookAround());

  /** @param {HTMLElement} log  @param {OpenPlace} source  @param {AbortSignal} [signal] ends it */
  constructor(log, source, signal) {
    Object.assign(this, { log, source, parts: [...log.children] });
    [this.empty, this.older, this.rows] = this.parts;
    [this.newer, this.fresh, this.pending] = ["button.newer", "button.fresh", "template.pending-row"].map(this.#beside);
    this.list = new KeyedList(this.rows, {
      // What is on its way stands after the newest.
      wanted: () => [...(source.log ?? []), ...(source.log?.newer ? [] : pendingRows(this.pending, source.key))],
      compare: (a, b) => (orderOf(a) - orderOf(b)) * (this.place.newestFirst ? -1 : 1),
      made: (entry) => this.#made(entry),
      arrange: (entries) => arrange(entries, this.#view),
      after: () => this.#after(),
    });
    this.place = new Place(log, () => this.list.entries.map(({ element }) => element), () => source.log?.newer);
    watchSeen(() => this.place.atEnd && source.log && [log.dataset.seen, source.about, source.log.newest()], signal);
    source.on("shown", (isOther) => this.#show(isOther));
    source.on("put", (key, isNews) => {
      if (isNews) this.#news.set(key, wire.online);
      this.list.touch();
    });
    const miss = (key, html) => this.#miss({ key, row: readRow(facts.nodes(html).firstElementChild) });
    source.on("beyond", (...row) => (miss(...row), this.#look()));
    source.on("chosen", (row) => (row ? this.#goTo(row) : this.goToNewest()));
    const put = (mark) => ([this.#mark, source.log.news] = [mark, null]) && this.list.touch();
    wire.state.on("mark", (key, mark) => key === source.key && put(mark), signal);
    outbox.on("changed", () => this.list.touch(), signal);
    outbox.on("added", ({ key }) => key === source.key && this.goToNewest(), signal);
    facts.on("changed", (_, filled) => this.#factsChanged(filled), signal);
    wire.on("online", () => this.#look(), signal);
    log.addEventListener("scroll", () => this.#look(), { passive: true });
    this.newer.addEventListener("click", () => this.goToNewest());
    this.fresh.addEventListener("click", () => {
      if (this.#line()) this.#goTo(this.#fresh()[0].key);
      else this.#bring({ after: this.#mark }, this.fresh);
    });
    document.addEventListener("minute", () => this.list.touch(), { signal });
    // What comes while nobody looks is new when somebody looks again; or while nothing can, as when a computer sleeps.
    const leave = () => this.place.atEnd && (this.#mark = source.log?.newest() ?? 0);
    document.addEventListener("visibilitychange", () => document.hidden && leave(), { signal });
    wire.on("offline", () => document.hidden || leave(), signal);
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

  async goToNewest() {
    if (this.source.log?.newer) {
      if (!wire.online) await wire.once("online");
      await this.#bring({}, this.newer);
      if (this.source.log?.newer) return;
    }
    this.place.atEnd = true;
    this.list.touch();
    this.list.flush();
    this.place.goToEnd();
  }

  #bring = (which, pressed, { key, about } = this.source) =>
    bring(this.source, key, [this.log.dataset.around, { ...about, ...which }, pressed]);

  /** That row comes into view, and is marked; it is looked for when it is not held. */
  #goTo(key, isHere = false) {
    const { element } = this.list.entries.find((each) => each.key === key) ?? {};
    if (!element) return isHere || this.#bring({ row: key });
    this.place.show(element);
    this.rows.querySelector(".sought")?.classList.remove("sought");
    element.classList.add("sought");
    element.focus({ preventScroll: true });
    // What stands there before the page does cannot have it yet.
    if (document.activeElement === document.body && !wire.online) wire.once("online").then(() => element.focus());
    return this.#look();
  }

  #fresh = (view = this.#view) => this.list.entries.filter((each) => isNew(each, view)).sort((a, b) => a.key - b.key);

  #line = () => this.list.entries.map(({ lines }) => lines?.new).find((line) => line?.isConnected);

  /** Other rows, or the same ones anew. */
  #show(isOther = true) {
    const { log, fact } = this.source;
    if (fact) facts.point(this.log.parentElement, fact);
    if (isOther) {
      [this.#mark, this.#reached] = [log?.mark ?? 0, null];
      this.#missed.clear();
      this.place.atEnd = !log?.newer;
    }
    this.#news.clear();
    this.list.touch();
    this.list.flush();
    if (log?.goal) this.#goTo(log.goal, true);
    else if (this.place.atEnd) this.place.goToEnd();
  }

  /** Keeps where one reads, for the page that comes instead when the server has forgotten this one. */
  #leave() {
    // On the way there, it is kept already.
    if (this.place.atEnd === null) return;
    const { anchors, atEnd } = this.place;
    // Of what is in view the middle: what comes again is as much before it as after.
    const { element, stood } = (wire.online || atEnd ? [] : anchors)[anchors.length >> 1] ?? {};
    const row = this.list.entries.find((each) => each.element === element)?.key;
    tried(() => sessionStorage.setItem(READ + this.source.key, JSON.stringify([row, stood])));
  }

  /** To where one read in the page before, a piece of history; nothing that came meanwhile is seen by that. */
  async #goBack() {
    const kept = READ + this.source.key;
    const [row, stood] = tried(() => JSON.parse(sessionStorage.getItem(kept))) ?? [];
    if (!row) return;
    this.place.atEnd = null;
    if (!wire.online) await wire.once("online");
    await this.#bring({ row, marks: false });
    tried(() => sessionStorage.removeItem(kept));
    const { element } = this.list.entries.find(({ key }) => key === row) ?? {};
    if (this.place.atEnd === null && element) this.place.show(element, stood);
    else if (this.place.atEnd === null) this.place.goToEnd();
  }

  #made(entry) {
    entry.row = readRow(entry.element, this.log.dataset.own);
    const isLive = this.#news.get(entry.key);
    if (!this.#news.delete(entry.key)) return;
    if (!this.place.atEnd) {
      this.#miss(entry);
    } else if (isLive && !document.hidden && this.#isNews(entry)) {
      entry.element.classList.add("arrived");
      // It comes under one's eyes: the line is for what did not.
      if (!this.#fresh().length) this.#mark = entry.key;
    }
  }

  #isNews = (entry) => isNew(entry, { ...this.#view, mark: -Infinity });

  #miss = (entry) => this.#isNews(entry) && this.#missed.add(entry.key);

  #after() {
    const { log } = this.source;
    this.older.hidden = !log?.older;
    this.log.ariaBusy = null;
    this.empty.hidden = !log || log.older || this.rows.hasChildNodes();
    this.place.restore();
    this.#stop();
    this.#look();
  }

  /** One row is in the Tab order: the newest, unless one is at another. */
  #stop = (last = this.list.entries.at(this.place.newestFirst ? 0 : -1)?.element) =>
    last && last.tabIndex !== 0 && !this.rows.contains(document.activeElement) && reach(this.rows, last);

  #factsChanged(filled) {
    if (!filled.some((element) => this.log.contains(element))) return;
    this.list.touch();
    if (this.place.newestFirst !== (this.log.lastElementChild === this.empty)) this.#turn();
  }

  #lookAround() {
    const { log } = this.source;
    for (const [way, far] of [["older", this.place.toOldest()], ["newer", this.place.toNewest()]]) {
      if (log?.[way] && this.log.clientHeight > 0 && far < NEAR_PX) this.#want(way);
    }
    if (this.place.atEnd) {
      this.#missed.clear();
      if (log?.trim()) this.list.touch();
    }
    this.newer.hidden = !this.#missed.size && this.place.toNewest() <= FAR_PX && !log?.newer;
    tell(this.newer.firstElementChild, counted(this.newer.dataset, this.#missed.size));
    this.#offerNews();
    lookAgain();
  }

  /** Offers to go where the new ones begin, until that has been in view. */
  #offerNews() {
    const [line, fresh, { log }] = [this.#line(), this.#fresh(), this.source];
    if (line && this.place.sees(line)) this.#reached = this.#mark;
    const [n, since] = line && !log.newer ? [fresh.length, fresh[0]?.row.at] : log?.news ?? [];
    this.fresh.hidden = !n || this.#reached === this.#mark;
    if (n) tell(this.fresh.firstElementChild, counted(this.fresh.dataset, n, { n, when: sinceOf(since) }));
  }

  async #want(way) {
    const [sign, { log, about }] = [this[way], this.source];
    if (sign.ariaBusy || !wire.online) return;
    sign.ariaBusy = "true";
    const end = () => (way === "older" ? { before: log.oldest() } : { after: log.newest() });
    const from = end();
    if (way === "newer") log.later = new Map();
    const answer = await wire.call(this.log.dataset[way], { ...about, ...from }).catch(() => ({}));
    if (!answer.items) {
      await pause(AGAIN_MS);
    } else if (this.source.log === log && JSON.stringify(end()) === JSON.stringify(from)) {
      // Not when others, or newer ones, have been shown since.
      log.join(answer);
      this.list.touch();
      this.list.flush();
      if (way === "newer") this.place.look();
    }
    sign.ariaBusy = null;
    this.#look();
  }
}
