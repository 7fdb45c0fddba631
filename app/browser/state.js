import { Emitter } from "miaou/emitter.js";
import { facts } from "miaou/facts.js";
import { OpenPlace } from "miaou/open_place.js";

/**
 * What this tab knows, and how each operation of the server changes it. No DOM here: views listen.
 * Events: "said" (the nonce of what whose page this is said in an open place), "news" (the open places in which others
 * said something, and how that is said aloud), "logs" (one shows another log, or more of it), and whatever else the
 * server says, by its name.
 */
export class State extends Emitter {
  /** The page's own open place, and all that are open in it. */
  main = new OpenPlace();
  open = new Set();
  me = Number(document.documentElement.dataset.own);

  constructor() {
    super();
    this.add(this.main);
    // That of which there are no facts any more is not one's own any more.
    facts.on("changed", () => {
      const known = facts.keys();
      for (const place of this.open) if (place.fact && !known.includes(place.fact)) place.show(null);
    });
  }

  load({ facts: whole, log, others }) {
    facts.load(whole);
    if (log) this.main.show(log);
    for (const each of others) this.add().show(each);
  }

  add(place = new OpenPlace()) {
    this.open.add(place);
    place.on("shown", () => this.emit("logs"));
    return place;
  }

  drop(place) {
    this.open.delete(place);
    this.emit("logs");
  }

  placeOf = (element) => [...this.open].find(({ root }) => root?.contains(element)) ?? this.main;

  get shown() {
    const keys = [...this.open].flatMap(({ key, wanted }) => [key, wanted]);
    return [...new Set(keys)].filter((key) => key !== null);
  }

  get known() {
    const told = ({ key, log }) => [key, log.at, ...(log.newer ? [log.newest()] : [])];
    const logs = [...this.open].filter(({ log }) => log).map(told);
    return { key: this.main.key, logs, facts: facts.at };
  }

  /** Takes in what was missing, and what was `held` meanwhile: with its facts, what opened since is not gone. */
  catchUp({ facts: whole, logs, missed }, held) {
    const later = held.filter(([name]) => name === "facts").map(([, at, told]) => ({ at, told }));
    if (whole) facts.load(whole, later);
    for (const log of logs) for (const place of this.#openOn(log.key)) place.show(log);
    this.hear([...missed, ...held]);
  }

  hear(operations) {
    for (const [name, ...details] of operations) {
      if (name === "facts") facts.tell(...details);
      else if (name === "passing") facts.pass(...details);
      else if (name === "rows") this.#hearRows(...details);
      else this.emit(name, ...details);
    }
  }

  #openOn = (key) => [...this.open].filter((place) => place.key === key);

  /** What was said in a place that is open here, up to that moment; or that was a moment ago. */
  #hearRows(key, at, rows) {
    for (const place of this.open) if (place.wanted === key) place.coming.push(...rows);
    const [shown, news] = [this.#openOn(key), []];
    for (const row of rows) {
      const [name, id, , aloud, author, nonce] = row;
      if (name === "say" && author !== this.me && shown.some(({ log }) => !log.has(id))) news.push(aloud);
      for (const place of shown) place.apply(row);
      if (name === "say" && author === this.me) this.emit("said", nonce);
    }
    this.emit("news", shown, news);
    for (const { log } of shown) log.at = Math.max(log.at, at);
  }
}
