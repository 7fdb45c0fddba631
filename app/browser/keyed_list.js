import { facts } from "miaou/facts.js";
import { toElement } from "miaou/fragment.js";
import { oncePerFrame } from "miaou/frame.js";

/**
 * Keyed fragments shown in order, among whatever else the container holds.
 *
 * Changes gather and are applied in one go in the next frame. An element whose html did not change stays the same
 * element; one whose html did change keeps the focus that was inside it.
 */
export class KeyedList {
  /** The entries shown, in order: {key, html, element}, and what the list's owner adds to them. */
  entries = [];

  #byKey = new Map();
  /** key → html, or null when it is to go. */
  #wanted = new Map();
  #touched = false;
  #ask;

  /**
   * @param {Element} container
   * @param {object} options
   * @param {(a: object, b: object) => number} options.compare the order of two entries
   * @param {(entry: object) => void} [options.made] a new element, or a new one in an old one's place
   * @param {(entry: object) => void} [options.gone] an element that has left
   * @param {() => void} [options.before] about to change
   * @param {() => void} [options.after] changed
   * @param {() => ?Element} [options.follower] what comes after the last entry
   */
  constructor(container, { compare, made, gone, before, after, follower }) {
    const nothing = () => {};
    Object.assign(this, {
      container,
      compare,
      made: made ?? nothing,
      gone: gone ?? nothing,
      before: before ?? nothing,
      after: after ?? nothing,
      follower: follower ?? (() => null),
    });
    this.#ask = oncePerFrame(() => this.flush());
  }

  get(key) {
    return this.#byKey.get(key);
  }

  put(key, html) {
    this.#wanted.set(key, html);
    this.#ask();
  }

  remove(key) {
    this.#wanted.set(key, null);
    this.#ask();
  }

  /** These and no others. */
  reset(pairs) {
    this.#wanted.clear();
    for (const key of this.#byKey.keys()) this.#wanted.set(key, null);
    for (const [key, html] of pairs) this.#wanted.set(key, html);
    this.touch();
  }

  /** Has `before` and `after` called although no entry changes. */
  touch() {
    this.#touched = true;
    this.#ask();
  }

  /** What some entries look like, or where they belong, depends on something else that has changed. */
  renew(isConcerned) {
    this.flush();
    const concerned = this.entries.filter(isConcerned);
    for (const entry of concerned) this.made(entry);
    // All at once: one by one, each would look for its place among others that are out of theirs.
    if (concerned.length) this.resort();
  }

  /** The order of all of them has changed. */
  resort() {
    this.flush();
    const focused = document.activeElement;
    this.entries.sort(this.compare);
    let next = this.follower();
    for (const { element } of this.entries.toReversed()) {
      if (element.nextElementSibling !== next) this.container.insertBefore(element, next);
      next = element;
    }
    if (this.container.contains(focused)) focused.focus({ preventScroll: true });
  }

  /** Applies what has gathered, now. */
  flush() {
    if (!this.#wanted.size && !this.#touched) return;
    const wanted = this.#wanted;
    this.#wanted = new Map();
    this.#touched = false;
    this.before();
    this.#dropAll(wanted);
    for (const [key, html] of wanted) if (html !== null) this.#set(key, html);
    this.after();
  }

  #dropAll(wanted) {
    const gone = new Set();
    for (const [key, html] of wanted) {
      const entry = html === null && this.#byKey.get(key);
      if (!entry) continue;
      this.#byKey.delete(key);
      entry.element.remove();
      this.gone(entry);
      gone.add(entry);
    }
    if (gone.size) this.entries = this.entries.filter((entry) => !gone.has(entry));
  }

  #set(key, html) {
    const old = this.#byKey.get(key);
    if (old?.html === html) return;
    const element = toElement(html);
    if (!element) return;
    const entry = { key, html, element };
    this.#byKey.set(key, entry);
    facts.fill(element);
    this.made(entry);
    if (old) this.#replace(old, entry);
    else this.#insert(entry);
  }

  #replace(old, entry) {
    const focused = focusedWithin(old.element);
    old.element.replaceWith(entry.element);
    this.gone(old);
    this.entries[this.entries.indexOf(old)] = entry;
    this.#settle(entry);
    if (focused) focusAgain(entry.element, focused);
  }

  /** Moves an entry whose place in the order may have changed. */
  #settle(entry) {
    const place = this.entries.indexOf(entry);
    this.entries.splice(place, 1);
    if (this.#place(entry) === place) this.entries.splice(place, 0, entry);
    else this.#insert(entry);
  }

  #insert(entry) {
    const place = this.#place(entry);
    if (place === 0) this.container.insertBefore(entry.element, this.entries[0]?.element ?? this.follower());
    else this.entries[place - 1].element.after(entry.element);
    this.entries.splice(place, 0, entry);
  }

  #place(entry) {
    let [low, high] = [0, this.entries.length];
    // Mostly at the end: a message that has just been said.
    if (high && this.compare(this.entries[high - 1], entry) < 0) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.compare(this.entries[middle], entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Where the focus is inside `element`, as a path of child numbers; null when it is elsewhere. */
function focusedWithin(element) {
  let node = document.activeElement;
  if (!element.contains(node)) return null;
  const path = [];
  for (; node !== element; node = node.parentElement) path.unshift([...node.parentElement.children].indexOf(node));
  return path;
}

function focusAgain(element, path) {
  let node = element;
  for (const number of path) node = node?.children[number];
  node?.focus({ preventScroll: true });
}
