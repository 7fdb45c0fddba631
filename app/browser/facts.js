import { toNodes } from "miaou/fragment.js";

const POINTERS = "[data-facts], [data-fact], [data-fact-html], [data-fact-title], [data-fact-aria-label], [data-fact-src]";
const ATTRIBUTES = { factTitle: "title", factAriaLabel: "aria-label" };

/**
 * Values that the page's HTML points to, and that change without it: `data-fact="KEY.NAME"` is an element's text (it is
 * hidden while that is empty), `data-fact-html` its content as the server made it, `data-fact-title` and
 * `data-fact-aria-label` those attributes, `data-fact-src` an image's address (it is hidden while there is none). A value whose name begins with @ is an attribute of what bears
 * `data-facts="KEY"`, unless that has `data-pinned` to keep its own.
 */
class Facts {
  #byKey = new Map();
  #at = 0;
  #listeners = new Set();
  /** key → names of what holds for a moment only */
  #passing = new Map();

  get(key) {
    return this.#byKey.get(key) ?? {};
  }

  keys() {
    return [...this.#byKey.keys()];
  }

  /** When what is known was told, by the server's count. */
  get at() {
    return this.#at;
  }

  /** These and no others, as they stood at that moment, and what was told `later`. Returns the keys of what is called
   *  otherwise now. */
  load({ at, told }, later = []) {
    const before = this.#byKey;
    this.#at = at;
    this.#byKey = new Map(Object.entries(told));
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
    if (at <= this.#at) return false;
    this.#at = at;
    for (const [key, values] of Object.entries(told)) {
      if (values) this.#byKey.set(key, { ...this.#byKey.get(key), ...values });
      else this.#byKey.delete(key);
    }
    return true;
  }

  /** What holds for a moment, beside what is told: nothing of it is known any more once it is `forgotten`. */
  pass(told) {
    const known = Object.entries(told).filter(([key]) => this.#byKey.has(key));
    for (const [key, values] of known) {
      this.#byKey.set(key, { ...this.#byKey.get(key), ...values });
      this.#passing.set(key, new Set([...(this.#passing.get(key) ?? []), ...Object.keys(values)]));
    }
    this.#show(this.#byKey, new Set(known.map(([key]) => key)));
  }

  forgetPassing() {
    const blank = (names) => Object.fromEntries([...names].map((name) => [name, ""]));
    const over = Object.fromEntries([...this.#passing].map(([key, names]) => [key, blank(names)]));
    this.pass(over);
    this.#passing.clear();
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
      this.#fillOne(element);
    }
  }

  /** Fills in what a new piece of the page points to. */
  fill(root) {
    if (root.matches?.(POINTERS)) this.#fillOne(root);
    for (const element of root.querySelectorAll(POINTERS)) this.#fillOne(element);
  }

  /** Calls `listener` with the keys of what changed, once the page shows it; returns how to stop. */
  on(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #show(before, keys) {
    for (const element of document.querySelectorAll(POINTERS)) if (pointsTo(element, keys)) this.#fillOne(element);
    for (const listener of [...this.#listeners]) listener(keys);
    return [...keys].filter((key) => this.#byKey.has(key) && this.get(key).name !== before.get(key)?.name);
  }

  #fillOne(element) {
    const { facts, fact, factHtml, factSrc } = element.dataset;
    if (facts) this.#wear(element, this.get(facts));
    if (fact) {
      const text = String(this.#value(fact));
      if (element.textContent !== text) element.textContent = text;
      element.hidden = !text;
    }
    if (factSrc) {
      const address = this.#value(factSrc);
      if (address) put(element, "src", address);
      element.hidden = !address;
    }
    if (factHtml) {
      const html = this.#value(factHtml);
      if (element.innerHTML !== html) element.replaceChildren(toNodes(html));
    }
    for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
      if (element.dataset[name]) put(element, attribute, this.#value(element.dataset[name]));
    }
  }

  #wear(element, values) {
    for (const [name, value] of Object.entries(values)) {
      if (name[0] === "@" && name.slice(1) !== element.dataset.pinned) put(element, name.slice(1), value);
    }
  }

  #value(pointer) {
    const [key, name] = pointer.split(".");
    return this.get(key)[name] ?? "";
  }
}

function put(element, attribute, value) {
  if (element.getAttribute(attribute) !== String(value)) element.setAttribute(attribute, value);
}

function pointsTo({ dataset }, keys) {
  const { facts, fact, factHtml, factTitle, factAriaLabel, factSrc } = dataset;
  const pointers = [facts, fact, factHtml, factTitle, factAriaLabel, factSrc];
  return pointers.some((pointer) => pointer && keys.has(pointer.split(".")[0]));
}

export const facts = new Facts();
