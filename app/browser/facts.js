import { Emitter } from "miaou/emitter.js";
import { toNodes } from "miaou/fragment.js";
import { tell } from "miaou/words.js";

const ATTRIBUTES = ["title", "aria-label", "content", "data-is"];
/** What each attribute makes of the value that it points to, as KEY.NAME; the first hides what is empty. */
const FILLS = {
  "data-fact": (element, text) => (tell(element, text), (element.hidden = !text)),
  "data-fact-href": (element, address) => address && put(element, "href", address),
  "data-fact-html": (element, html) => element.innerHTML !== html && element.replaceChildren(toNodes(html)),
  ...Object.fromEntries(ATTRIBUTES.map((name) => [`data-fact-${name}`, (element, text) => put(element, name, text)])),
  "data-fact-color": (element, color) => element.style.setProperty("--c", color),
};
const POINTERS = ["data-facts", ...Object.keys(FILLS)].map((name) => `[${name}]`).join();

/**
 * Values that the page's HTML points to (`FILLS`), and that change without it. A value whose name begins with @ is an
 * attribute of what bears `data-facts="KEY"`, unless that names it in `data-pinned`, to keep its own.
 * Event: "changed" (the keys of what changed, and the elements that show it by now).
 */
class Facts extends Emitter {
  /** When what is known was told, by the server's count. */
  at = 0;

  #byKey = new Map();
  /** What holds for a moment only, over the others. */
  #passing = new Map();

  get = (key) => ({ ...this.#byKey.get(key), ...this.#passing.get(key) });

  value(pointer) {
    const [key, name] = pointer.split(".");
    return this.get(key)[name] ?? "";
  }

  keys = () => [...this.#byKey.keys()];

  /** These and no others, and what was told `later`. */
  load(whole, later = []) {
    const before = this.keys();
    [this.at, this.#byKey] = [-1, new Map()];
    this.#passing.clear();
    for (const each of [whole, ...later]) this.#merge(each);
    this.#show([...before, ...this.keys()]);
  }

  /** Some of them changed; nothing does when something newer is known. Null: there is nothing of that key any more. */
  tell(at, told) {
    if (this.#merge({ at, told })) this.#show(Object.keys(told));
  }

  #merge({ at, told }) {
    if (at <= this.at) return false;
    this.at = at;
    for (const [key, values] of Object.entries(told)) {
      if (values) this.#byKey.set(key, { ...this.#byKey.get(key), ...values });
      else for (const known of [this.#byKey, this.#passing]) known.delete(key);
    }
    return true;
  }

  pass(told) {
    for (const [key, values] of Object.entries(told)) if (this.#byKey.has(key)) this.#passing.set(key, values);
    this.#show(Object.keys(told));
  }

  forgetPassing() {
    const keys = [...this.#passing.keys()];
    this.#passing.clear();
    this.#show(keys);
  }

  /** What here says `data-fact-of="NAME"`, or that of another of `FILLS`, points to that fact of this key now. */
  point(root, key) {
    const point = (name) => (element) => element.setAttribute(name, `${key}.${element.getAttribute(`${name}-of`)}`);
    for (const name of Object.keys(FILLS)) root.querySelectorAll(`[${name}-of]`).forEach(point(name));
    this.fill(root);
  }

  /** Fills in what a piece of the page points to, of these keys alone if there are any; returns what points to some. */
  fill(root, keys) {
    const pointing = [root, ...root.querySelectorAll(POINTERS)].filter((element) => element.matches?.(POINTERS));
    return pointing.filter((element) => this.fillOne(element, keys));
  }

  nodes(html) {
    const nodes = toNodes(html);
    this.fill(nodes);
    return nodes;
  }

  fillOne(element, keys) {
    const isMeant = (pointer) => pointer && (!keys || keys.has(pointer.split(".")[0]));
    const { facts: key, pinned = "" } = element.dataset;
    for (const [name, value] of Object.entries(isMeant(key) ? this.get(key) : {})) {
      if (name[0] === "@" && !pinned.split(" ").includes(name.slice(1))) put(element, name.slice(1), value);
    }
    const pointers = Object.keys(FILLS).filter((attribute) => isMeant(element.getAttribute(attribute)));
    for (const name of pointers) FILLS[name](element, String(this.value(element.getAttribute(name))));
    return isMeant(key) || pointers.length > 0;
  }

  #show(changed, keys = new Set(changed)) {
    this.emit("changed", keys, this.fill(document, keys));
  }
}

function put(element, attribute, value) {
  if (element.getAttribute(attribute) !== String(value)) element.setAttribute(attribute, value);
}

export const facts = new Facts();
