import { oncePerFrame, stand, supplant, toElement, wake } from "miaou/base.js";

/**
 * Keyed fragments in order, in a container of their own. What changes is applied in one go in the next frame: an
 * element whose html is the same stays, one whose html is another keeps what was done inside it.
 */
export class KeyedList {
  /** In order: {key, html, element}, and what the owner adds; `lead`: elements that go before it. */
  entries = [];

  #byKey = new Map();
  #isAsked = false;
  #ask = oncePerFrame(() => this.flush());

  /**
   * `wanted` gives each that is to stand there, as [key, html]; `compare` orders two entries. What is called: `made`
   * with an entry whose element is new, `arrange` with all in order before they stand in the page, `after` all changes.
   */
  constructor(container, { wanted, compare, made = () => {}, arrange = () => {}, after }) {
    Object.assign(this, { container, wanted, compare, made, arrange, after });
  }

  touch() {
    this.#isAsked = true;
    this.#ask();
  }

  /** Applies what has changed, now; but while a row is being dragged, the others keep still. */
  flush() {
    if (!this.#isAsked) return;
    if (this.container.querySelector(":scope > .dragged")) return void this.#ask();
    this.#isAsked = false;
    const wanted = new Map(this.wanted());
    for (const key of this.#byKey.keys()) if (!wanted.has(key)) this.#byKey.delete(key);
    for (const [key, html] of wanted) this.#set(key, html);
    this.entries = [...this.#byKey.values()].sort(this.compare);
    this.arrange(this.entries);
    stand(this.container, this.entries.flatMap(({ lead = [], element }) => [...lead, element]));
    this.after();
  }

  #set(key, html) {
    const old = this.#byKey.get(key);
    if (html === old?.html) return;
    const element = old ? supplant(old.element, toElement(html)) : wake(toElement(html));
    const entry = Object.assign(old ?? { key }, { html, element });
    this.#byKey.set(key, entry);
    this.made(entry);
  }
}
