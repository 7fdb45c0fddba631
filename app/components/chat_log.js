import { directory } from "miaou/directory.js";
import { make } from "miaou/fragment.js";
import { oncePerFrame } from "miaou/frame.js";
import { KeyedList } from "miaou/keyed_list.js";
import { arrange, dropLines, isNew, renameDays } from "miaou/log_lines.js";
import { LogWindow } from "miaou/log_window.js";
import { atMidnight } from "miaou/moments.js";
import { outbox } from "miaou/sending.js";
import { PendingBubbles } from "miaou/pending_bubbles.js";
import { Reading } from "miaou/reading.js";
import { ScrollPlace } from "miaou/scroll_place.js";
import { until } from "miaou/until.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** More messages come into the page when the reader is this close to its ends. */
const NEAR_PX = 900;
/** From this far, one is offered to jump back to the newest end. */
const FAR_PX = 1_200;
const OLDER_PAUSE_MS = 3_000;

/** Which open canal a log shows. */
const shownBy = new WeakMap();

/**
 * A conversation: the one in the middle of the window, or a small one.
 * @param {Element} root  @param {OpenCanal} where  @param {AbortSignal} [signal] ends it
 */
export function attachLog(root, where = wire.state.main, signal = undefined) {
  new ChatLog(root, where, signal).start();
}

/** The open canal in whose log an element stands, if any. */
export function openCanalOf(element) {
  return shownBy.get(element.closest("[role=log]"));
}

class ChatLog {
  #canal = null;
  /** What is newer stands below the line "new messages". */
  #mark = 0;
  /** Messages of others that came while the newest end was out of view. */
  #missed = 0;
  #arrived = new Set();
  #loading = false;
  #look = oncePerFrame(() => this.#lookAround());

  constructor(root, where, signal) {
    this.where = where;
    this.signal = signal;
    this.log = root.querySelector("[role=log]");
    shownBy.set(this.log, where);
    this.pill = root.querySelector("button.newer");
    this.log.dataset.order = wire.state.settings.reading_order ?? this.log.dataset.order ?? "newest-last";
    this.list = new KeyedList(this.log, {
      compare: (a, b) => (this.newestFirst ? b.key - a.key : a.key - b.key),
      made: ({ key, element }) => this.#arrived.delete(key) && element.classList.add("arrived"),
      gone: dropLines,
      before: () => this.#before(),
      after: () => this.#after(),
      follower: () => (this.newestFirst ? this.olderLine.isConnected && this.olderLine : this.bubbles.first) || null,
    });
    this.window = new LogWindow(this.list);
    this.place = new ScrollPlace(this.log, this.newestFirst, () =>
      this.list.entries.map(({ element }) => element),
    );
    this.together = Number(this.log.dataset.together);
    this.bubbles = new PendingBubbles(this.log, root.querySelector(".pending-row"), this.newestFirst, where);
    this.reading = new Reading(where, () => this.place.atEnd && this.window.withNewest, signal);
    this.olderLine = make("div", "older", say("older_coming"));
    this.empty = make("div", "empty");
    this.empty.append(make("b"), make("span", "", say("empty_log")));
  }

  get newestFirst() {
    return this.log.dataset.order === "newest-first";
  }

  start() {
    const { state } = wire;
    const { where, signal } = this;
    where.on("shown", () => this.#show());
    where.on("put", (id) => this.window.put(where.log, id));
    where.on("older", () => this.#growOlder());
    where.on("chosen", () => this.#goToNewest());
    until(signal, state.on("said", (canal, id, author) => this.#said(canal, id, author)));
    // A name or an image may be another one: in old messages too.
    for (const event of ["put", "remove"]) until(signal, state.on(event, () => this.list.touch()));
    until(signal, state.on("setting", (name, value) => name === "reading_order" && this.#turn(value)));
    until(signal, outbox.on("changed", () => this.list.touch()));
    until(signal, outbox.on("added", ({ canal }) => canal === where.canal && this.#goToNewest()));
    until(signal, wire.on("online", () => this.#look()));
    this.log.addEventListener("scroll", () => this.#look(), { passive: true });
    this.pill.addEventListener("click", () => this.#goToNewest());
    document.addEventListener("visibilitychange", () => this.#hidden(), { signal });
    atMidnight(() => renameDays(this.list.entries));
    this.#show();
  }

  /** Another log, or the same one anew. */
  #show() {
    const { log } = this.where;
    const same = log !== null && log.canal === this.#canal;
    this.#canal = log?.canal ?? null;
    if (!same) {
      this.#mark = log?.mark ?? 0;
      this.#missed = 0;
      this.place.atEnd = true;
    }
    this.#arrived.clear();
    this.#quietly(() => this.window.showNewest(log));
  }

  #said(canal, id, author) {
    if (canal !== this.#canal || author === wire.state.me) return;
    if (!this.reading.showsNewest()) {
      this.#missed += 1;
    } else if (!document.hidden) {
      this.#arrived.add(id);
      // It comes under one's eyes: the line is for what did not.
      if (!this.#hasNews()) this.#mark = id;
    }
    this.list.touch();
  }

  #hasNews() {
    return this.list.entries.some((entry) => isNew(entry, wire.state.me, this.#mark));
  }

  #before() {
    if (!this.place.atEnd) this.place.capture();
  }

  #after() {
    const { me } = wire.state;
    const { log } = this.where;
    const complete = log !== null && !log.older && this.window.ids[0] === log.oldest;
    arrange(this.list.entries, { me, mark: this.#mark, newestFirst: this.newestFirst, complete, together: this.together });
    this.bubbles.show(this.list.entries.at(-1)?.message ?? null);
    const name = this.#canal === null ? "" : directory.canalName(this.#canal);
    if (this.log.ariaLabel !== name) this.log.ariaLabel = name;
    this.#showLine(this.olderLine, log?.older ?? false, !this.newestFirst);
    this.empty.firstChild.textContent = name;
    this.#showLine(this.empty, log !== null && !log.older && !this.list.entries.length && !this.bubbles.count);
    this.place.restore();
    this.#look();
  }

  #showLine(line, shown, first = true) {
    if (!shown) line.remove();
    else if (!line.isConnected) this.log[first ? "prepend" : "append"](line);
  }

  /** What follows from where the reader is now. */
  #lookAround() {
    const { log } = this.where;
    if (log === null) return this.reading.update();
    if (this.place.toOldest < NEAR_PX) this.#wantOlder(log);
    if (this.place.toNewest < NEAR_PX && !this.window.withNewest) {
      // The end of what is in the page is not the newest end: the place is kept instead.
      this.place.atEnd = false;
      this.#quietly(() => this.window.growNewer(log));
    }
    if (this.reading.showsNewest()) {
      this.#missed = 0;
      this.window.trim(log);
    }
    this.#showPill();
    this.reading.update();
  }

  #growOlder() {
    this.#quietly(() => this.window.growOlder(this.where.log));
  }

  async #wantOlder(log) {
    if (this.window.ids[0] !== log.oldest) return this.#growOlder();
    if (!log.older || this.#loading || !wire.online) return;
    this.#loading = true;
    this.olderLine.classList.add("coming");
    const { canal, oldest } = log;
    try {
      const page = await wire.call("older", { canal, before: oldest ?? Number.MAX_SAFE_INTEGER });
      if (page.refused) throw new Error(page.refused);
      this.where.addOlder(canal, page, oldest);
    } catch {
      await new Promise((resume) => setTimeout(resume, OLDER_PAUSE_MS));
      this.#look();
    }
    this.#loading = false;
    this.olderLine.classList.remove("coming");
  }

  #showPill() {
    const away = this.#missed > 0 || this.place.toNewest > FAR_PX || !this.window.withNewest;
    this.pill.hidden = !away;
    if (!away) return;
    const text = this.#missed ? say("n_new", { n: this.#missed }) : say("to_newest");
    if (this.pill.dataset.text === text) return;
    this.pill.dataset.text = text;
    const arrow = make("span", "", this.newestFirst ? "↑" : "↓");
    arrow.setAttribute("aria-hidden", "true");
    this.pill.replaceChildren(text, arrow);
  }

  #goToNewest() {
    this.#missed = 0;
    this.place.atEnd = true;
    if (!this.window.withNewest) this.window.showNewest(this.where.log);
    this.list.touch();
    this.list.flush();
  }

  /** What comes while nobody looks is new when somebody looks again. */
  #hidden() {
    if (document.hidden && this.reading.showsNewest()) this.#mark = this.where.log?.newest ?? 0;
  }

  #turn(order) {
    this.list.reset([]);
    this.list.flush();
    this.log.dataset.order = order;
    this.place.newestFirst = this.bubbles.newestFirst = this.newestFirst;
    this.bubbles.clear();
    this.olderLine.remove();
    this.place.atEnd = true;
    this.#show();
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
