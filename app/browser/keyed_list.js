import { toElement } from "miaou/fragment.js";
import { oncePerFrame } from "miaou/frame.js";
import { stand, supplant, wake } from "miaou/parts.js";

/**
 * Keyed fragments in order, in a container of their own. Changes gather and are applied in one go in the next frame: an
 * element whose html is the same stays, one whose html is another keeps what was done inside it.
 */
export class KeyedList {
  /** In order: {key, html, element}, and what the owner adds; `lead`: elements that go before it. */
  entries = [];

  #byKey = new Map();
  /** key → html, or null when it is to go. */
  #wanted = null;
  #ask = oncePerFrame(() => this.flush());

  /**
   * `compare` orders two entries. What is called: `made` with an entry whose element is new, `arrange` with the entries
   * in order when they do not stand in the page yet, if it is given, `after` all changes.
   */
  constructor(container, { compare, made = () => {}, arrange = () => {}, after }) {
    Object.assign(this, { container, compare, made, arrange, after });
  }

  /** Null: it is to go. */
  put(key, html) {
    this.touch();
    this.#wanted.set(key, html);
  }

  /** These and no others. */
  reset(pairs) {
    this.#wanted = new Map([...[...this.#byKey.keys()].map((key) => [key, null]), ...pairs]);
    this.touch();
  }

  /** Looks again although no entry changes: where they belong depends on something else. */
  touch() {
    this.#wanted ??= new Map();
    this.#ask();
  }

  /** Applies what has gathered, now; but while a row is being dragged, the others keep still. */
  flush() {
    if (!this.#wanted) return;
    if (this.container.querySelector(":scope > .dragged")) return void this.#ask();
    const wanted = this.#wanted;
    this.#wanted = null;
    for (const [key, html] of wanted) this.#set(key, html);
    this.entries = [...this.#byKey.values()].sort(this.compare);
    this.arrange(this.entries);
    stand(this.container, this.entries.flatMap(({ lead = [], element }) => [...lead, element]));
    this.after();
  }

  #set(key, html) {
    const old = this.#byKey.get(key);
    if (html === null) this.#byKey.delete(key);
    if (html === null || html === old?.html) return;
    const element = old ? supplant(old.element, toElement(html)) : wake(toElement(html));
    const entry = Object.assign(old ?? { key }, { html, element });
    this.#byKey.set(key, entry);
    this.made(entry);
  }
}
