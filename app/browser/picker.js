import { toElement, toNodes } from "miaou/fragment.js";
import { latest } from "miaou/latest.js";
import { Popup } from "miaou/popup.js";
import { Rove } from "miaou/rove.js";
import { Spy } from "miaou/spy.js";
import { Variants } from "miaou/variants.js";

/**
 * A popup of many small things to pick from: by category, by the arrow keys, or by a search that the server answers.
 * Its HTML comes from the server, in parts named by `data-part`: a grid of sections and a toolbar that leads to them,
 * what is said of the one that is pointed at, and the variants of all that there may be to choose from.
 */
export class Picker {
  #find;
  #vary;
  #parts = {};
  #html = "";
  #sections = [];
  #first = null;
  /** How Enter was pressed before the search was answered, or null. */
  #wanted = null;

  /**
   * @param {object} places `element`, `button`, `box` and `home`, as a `Popup` takes them
   * @param {object} asks `find(text, variant)` gives `{html, told}`; `vary(variant)` what `put` takes
   * @param {(text: string) => void} picked  @param {AbortSignal} [signal] ends it
   */
  constructor(places, asks, picked, signal) {
    this.element = places.element;
    this.picked = picked;
    this.#find = latest(asks.find);
    this.#vary = latest(asks.vary);
    this.popup = new Popup(places, { opened: () => this.#opened(), closed: () => this.#closed() }, signal);
  }

  /** Takes all that there is, and what stands before it, which is one's own. It is shown when it is next opened. */
  put({ html, first }) {
    this.#first = toElement(first);
    if (html === this.#html) return;
    const anew = this.#html !== "";
    this.#html = html;
    const content = toNodes(html);
    const grid = content.querySelector("[data-part=grid]");
    this.#sections = [...grid.children];
    if (anew) return this.variants.renew(content);
    grid.replaceChildren();
    this.element.append(content);
    this.#attach();
  }

  /** Other ones stand before the rest from the next opening on. */
  putFirst(html) {
    this.#first = toElement(html);
  }

  #attach() {
    const { element } = this;
    for (const part of element.querySelectorAll("[data-part]")) this.#parts[part.dataset.part] = part;
    const { grid, tabs, named } = this.#parts;
    this.search = element.querySelector("input[type=search]");
    this.hint = [...named.children];
    this.rove = new Rove(grid);
    this.spy = new Spy(tabs, grid, (category) => this.#turnTo(category));
    this.variants = new Variants(this.#parts.variant, this.#parts.variants, (value) => this.#recast(value));
    this.search.addEventListener("input", () => this.#sift());
    this.search.addEventListener("keydown", (event) => this.#searchKey(event));
    tabs.addEventListener("keydown", (event) => event.key === "ArrowDown" && this.#enterGrid(event));
    element.addEventListener("keydown", (event) => this.#key(event));
    grid.addEventListener("click", (event) => this.#pick(cellOf(event.target), event.shiftKey));
    for (const sign of ["pointerover", "focusin"]) {
      grid.addEventListener(sign, ({ target }) => this.#name(cellOf(target)));
    }
  }

  #opened() {
    this.search.value = "";
    this.#showAll();
    // The keyboard of a phone would cover what one has come to see.
    return matchMedia("(pointer: coarse)").matches ? this.element : this.search;
  }

  #closed() {
    this.#find.forget();
    this.variants.fold();
  }

  #showAll() {
    this.#find.forget();
    const sections = this.#first ? [this.#first, ...this.#sections] : this.#sections;
    this.#show(sections, "");
    this.spy.offer(sections.map((section) => section.dataset.category));
    this.#parts.grid.scrollTop = 0;
    this.spy.mark();
  }

  async #sift() {
    const text = this.search.value.trim();
    this.#wanted = null;
    if (!text) return this.#showAll();
    this.#parts.grid.ariaBusy = "true";
    try {
      const answer = await this.#find(text, this.variants.value);
      if (answer && this.popup.isOpen) this.#showFound(answer);
    } catch {
      this.#showAll();
      this.#parts.unreachable.hidden = false;
    }
  }

  #showFound({ html, told }) {
    const section = toElement(html);
    this.#show(section ? [section] : [], told);
    this.#parts.grid.scrollTop = 0;
    this.spy.mark();
    this.#name(this.#firstCell);
    if (this.#wanted) this.#pick(this.#firstCell, this.#wanted.more);
  }

  #show(sections, told) {
    const { grid, none, unreachable, status } = this.#parts;
    grid.ariaBusy = "false";
    unreachable.hidden = true;
    status.textContent = told;
    if (sections.length !== grid.children.length || sections.some((section, at) => section !== grid.children[at])) {
      grid.replaceChildren(...sections);
    }
    grid.hidden = !sections.length;
    none.hidden = !grid.hidden;
    this.rove.begin();
    this.#name(null);
  }

  /** All of them as another variant. */
  async #recast(value) {
    const { grid } = this.#parts;
    const content = await this.#vary(value).catch(() => null);
    if (!content) return;
    this.put(content);
    if (!this.popup.isOpen) return;
    const { scrollTop } = grid;
    if (this.search.value.trim()) return this.#sift();
    this.#showAll();
    grid.scrollTop = scrollTop;
  }

  #turnTo(category) {
    if (this.search.value) {
      this.search.value = "";
      this.#showAll();
    }
    this.rove.begin(this.spy.reveal(category)?.querySelector("[role=gridcell]"));
  }

  get #firstCell() {
    return this.#parts.grid.querySelector("[role=gridcell]");
  }

  /** Says of the cell that is pointed at what it is; of none, what one may do. */
  #name(cell) {
    const { named } = this.#parts;
    for (const part of named.children) part.hidden = part.matches(".hint") === Boolean(cell);
    if (!cell) return;
    const said = { text: cell.textContent, label: cell.ariaLabel, name: cell.dataset.name ?? "" };
    for (const part of named.querySelectorAll("[data-of]")) part.textContent = said[part.dataset.of];
  }

  #key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (this.variants.holds(event.target)) this.variants.fold();
      else this.popup.close();
    } else if (this.#parts.grid.contains(event.target)) {
      const types = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      // Whoever goes on typing goes on searching; the key itself then reaches the field.
      if (types || event.key === "Backspace" || event.key === "ArrowUp") this.search.focus();
      if (event.key === "ArrowUp") event.preventDefault();
    }
  }

  #searchKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown") this.#enterGrid(event);
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (this.#parts.grid.ariaBusy === "true") this.#wanted = { more: event.shiftKey };
    else if (this.search.value.trim() && this.#parts.unreachable.hidden) this.#pick(this.#firstCell, event.shiftKey);
  }

  #enterGrid(event) {
    if (this.rove.focus()) event.preventDefault();
  }

  /** @param {boolean} more whether it stays open for another one */
  #pick(cell, more) {
    this.#wanted = null;
    if (!cell) return;
    const from = document.activeElement;
    this.popup.lenient = more;
    if (!more) this.popup.close(false);
    this.picked(cell.textContent);
    if (more) from.focus({ preventScroll: true });
    this.popup.lenient = false;
  }
}

function cellOf(target) {
  return target.closest("[role=gridcell]");
}
