import { toNodes } from "miaou/fragment.js";

/** What each attribute makes of the value that it points to, as KEY.NAME. */
const FILLS = {
  "data-fact": (element, text) => {
    if (element.textContent !== String(text)) element.textContent = text;
    element.hidden = text === "";
  },
  "data-fact-html": (element, html) => {
    if (element.innerHTML !== html) element.replaceChildren(toNodes(html));
  },
  "data-fact-title": (element, text) => put(element, "title", text),
  "data-fact-aria-label": (element, text) => put(element, "aria-label", text),
  "data-fact-color": (element, color) => element.style.setProperty("--c", color),
  "data-fact-src": (element, address) => {
    if (address) put(element, "src", address);
    element.hidden = !address;
  },
};
const POINTERS = ["data-facts", ...Object.keys(FILLS)].map((name) => `[${name}]`).join();

/**
 * Values that the page's HTML points to (`FILLS`), and that change without it. A value whose name begins with @ is an
 * attribute of what bears `data-facts="KEY"`, unless that names it in `data-pinned`, to keep its own.
 */
class Facts {
  /** When what is known was told, by the server's count. */
  at = 0;

  #byKey = new Map();
  /** What holds for a moment only, over the others. */
  #passing = new Map();
  #listeners = new Set();

  get(key) {
    return { ...this.#byKey.get(key), ...this.#passing.get(key) };
  }

  keys() {
    return [...this.#byKey.keys()];
  }

  /** These and no others, and what was told `later`. Returns the keys of what is called otherwise now. */
  load({ at, told }, later = []) {
    const before = this.#byKey;
    this.at = at;
    this.#byKey = new Map(Object.entries(told));
    this.#passing.clear();
    for (const each of later) this.#merge(each);
    return this.#show(before, new Set([...before.keys(), ...this.#byKey.keys()]));
  }

  /**
   * Some of them changed; nothing does when something newer is known. Null: there is nothing of that key any more.
   * Returns the keys of what is called otherwise now.
   */
  tell(at, told) {
    const before = new Map(Object.keys(told).map((key) => [key, this.#byKey.get(key)]));
    return this.#merge({ at, told }) ? this.#show(before, new Set(Object.keys(told))) : [];
  }

  #merge({ at, told }) {
    if (at <= this.at) return false;
    this.at = at;
    for (const [key, values] of Object.entries(told)) {
      if (values) this.#byKey.set(key, { ...this.#byKey.get(key), ...values });
      else this.#byKey.delete(key);
    }
    return true;
  }

  /** What holds for a moment, beside what is told. */
  pass(told) {
    for (const [key, values] of Object.entries(told)) if (this.#byKey.has(key)) this.#passing.set(key, values);
    this.#show(this.#byKey, new Set(Object.keys(told)));
  }

  forgetPassing() {
    const keys = new Set(this.#passing.keys());
    this.#passing.clear();
    this.#show(this.#byKey, keys);
  }

  /**
   * What in this piece of the page says `data-fact-of="NAME"`, or `data-fact-label-of` for its name to a screen reader,
   * points to that fact of this key from now on.
   */
  point(root, key) {
    for (const element of root.querySelectorAll("[data-fact-of], [data-fact-label-of]")) {
      const { factOf, factLabelOf } = element.dataset;
      if (factOf) element.dataset.fact = `${key}.${factOf}`;
      if (factLabelOf) element.dataset.factAriaLabel = `${key}.${factLabelOf}`;
      this.fillOne(element);
    }
  }

  /** Fills in what a new piece of the page points to. */
  fill(root) {
    if (root.matches?.(POINTERS)) this.fillOne(root);
    for (const element of root.querySelectorAll(POINTERS)) this.fillOne(element);
  }

  /** Calls `listener` with the keys of what changed, and the elements that show it by now; returns how to stop. */
  on(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #show(before, keys) {
    const filled = [...document.querySelectorAll(POINTERS)].filter((element) => this.fillOne(element, keys));
    for (const listener of [...this.#listeners]) listener(keys, filled);
    return [...keys].filter((key) => this.#byKey.has(key) && this.get(key).name !== before.get(key)?.name);
  }

  /** Fills in what an element points to, of these keys alone when there are any; whether it points to some. */
  fillOne(element, keys = null) {
    const isMeant = (pointer) => pointer && (!keys || keys.has(pointer.split(".")[0]));
    const whole = isMeant(element.dataset.facts);
    if (whole) this.#wear(element, this.get(element.dataset.facts));
    const pointers = Object.keys(FILLS).filter((attribute) => isMeant(element.getAttribute(attribute)));
    for (const attribute of pointers) FILLS[attribute](element, this.value(element.getAttribute(attribute)));
    return whole || pointers.length > 0;
  }

  #wear(element, values) {
    const pinned = element.dataset.pinned?.split(" ") ?? [];
    for (const [name, value] of Object.entries(values)) {
      if (name[0] === "@" && !pinned.includes(name.slice(1))) put(element, name.slice(1), value);
    }
  }

  /** The value that `KEY.NAME` points to, or "". */
  value(pointer) {
    const [key, name] = pointer.split(".");
    return this.get(key)[name] ?? "";
  }
}

function put(element, attribute, value) {
  if (element.getAttribute(attribute) !== String(value)) element.setAttribute(attribute, value);
}

export const facts = new Facts();
