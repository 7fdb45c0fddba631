import { itemsOf, oncePerFrame, reach, step, toNodes } from "miaou/base.js";

const WITHIN_PX = 12;
const CELL = "[role=gridcell]";

/**
 * A popover of many small things to pick from, by category, by the arrow keys or by a search that the server answers.
 * Its HTML has parts named by `data-part`: the `search`, a `grid` of sections and the `tabs` that lead to them, both by
 * `data-category`, what is `named` of the one that is pointed at, and the `variant` of all that is chosen. Its
 * `data-state` is what came of a search: "found", or that the server is "unreachable".
 */
export class Picker {
  /** What stands before the rest from the next opening on: HTML of one's own, or "". */
  first = "";
  #sections = [];
  /** Whether what was sought last is found, once that is known. */
  #sifted;

  /** @param {object} asks `ask("find", …)` gives {html, told}, `load("tone", …)` puts all anew; `picked(text)` */
  constructor(element, html, asks) {
    Object.assign(this, { element, ...asks });
    element.append(toNodes(html));
    for (const part of element.querySelectorAll("[data-part]")) this[part.dataset.part] = part;
    const { search, grid, tabs, variant } = this;
    // The keyboard of a phone would cover what one has come to see.
    (matchMedia("(pointer: coarse)").matches ? element : search).autofocus = true;
    element.addEventListener("toggle", ({ newState }) => newState === "open" && this.#begin());
    const leave = () => element.contains(document.activeElement) || element.hidePopover();
    element.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && setTimeout(leave));
    element.addEventListener("keydown", (event) => event.isComposing || event.keyCode === 229 || this.#key(event));
    search.addEventListener("input", () => (this.#sifted = this.#sift()));
    variant.addEventListener("change", () => this.#recast());
    tabs.addEventListener("click", ({ target }) => this.#turnTo(target.closest("button")));
    grid.addEventListener("click", ({ target, shiftKey }) => this.#pick(target.closest(CELL), shiftKey));
    grid.addEventListener("scroll", oncePerFrame(() => this.#mark()), { passive: true });
    const point = ({ target }) => this.#name(target.closest(CELL));
    for (const sign of ["pointerover", "focusin"]) grid.addEventListener(sign, point);
  }

  /** Takes all that there is, which is shown when it is next opened. */
  put(html) {
    const content = toNodes(html);
    this.#sections = [...content.querySelector("[data-part=grid]").children];
    this.variant.value = content.querySelector("[data-part=variant]").value;
  }

  #begin() {
    this.search.value = "";
    this.#showAll();
  }

  #showAll(state = "") {
    this.#show([...toNodes(this.first).children, ...this.#sections], state);
    this.tabs.firstElementChild.hidden = !this.first;
  }

  #show(sections, state, told = "") {
    const { element, grid, status } = this;
    element.dataset.state = state;
    status.textContent = told;
    grid.replaceChildren(...sections);
    grid.ariaBusy = "false";
    grid.scrollTop = 0;
    reach(grid);
    this.#mark();
    this.#name(state === "found" ? grid.querySelector(CELL) : null);
  }

  /** Whether what is sought is found and shown; something else may have been asked since. */
  async #sift() {
    const text = this.search.value.trim();
    if (!text) return this.#showAll();
    this.grid.ariaBusy = "true";
    const answer = await this.ask("find", { text, tone: Number(this.variant.value) }).catch(() => null);
    if (text !== this.search.value.trim()) return false;
    if (!answer) return this.#showAll("unreachable");
    this.#show([...toNodes(answer.html).children], "found", answer.told);
    return this.element.matches(":popover-open");
  }

  async #recast() {
    await this.load("tone", { tone: Number(this.variant.value) }).catch(() => {});
    const { scrollTop } = this.grid;
    await this.#sift();
    this.grid.scrollTop = scrollTop;
  }

  /** The section in view marks the button that leads to it; what was found is in none. */
  #mark() {
    const { grid, tabs } = this;
    const passed = [...grid.children].filter(({ offsetTop }) => offsetTop <= grid.scrollTop + WITHIN_PX);
    const { category } = passed.at(-1)?.dataset ?? {};
    for (const tab of tabs.children) tab.ariaCurrent = String(tab.dataset.category === category);
    reach(tabs, tabs.querySelector("[aria-current=true]") ?? undefined);
  }

  #turnTo(tab) {
    if (!tab) return;
    if (this.element.dataset.state) this.#begin();
    const section = this.grid.querySelector(`[data-category=${tab.dataset.category}]`);
    this.grid.scrollTop = section.offsetTop;
    reach(this.grid, section.querySelector(CELL));
  }

  #name(cell) {
    const said = { text: cell?.textContent, label: cell?.ariaLabel, name: cell?.dataset.name };
    for (const part of this.named.querySelectorAll("[data-of]")) part.textContent = said[part.dataset.of] ?? "";
  }

  #key(event) {
    const { target, key, shiftKey, ctrlKey, metaKey, altKey } = event;
    const { search, grid, variant } = this;
    const types = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    if (grid.contains(target)) {
      if (step(event, itemsOf(grid), grid)) return;
      // Whoever goes on typing goes on searching; the key itself then reaches the field.
      if (types || key === "Backspace" || key === "ArrowUp") search.focus();
      if (key === "ArrowUp") event.preventDefault();
    } else if (key === "ArrowDown" && target !== variant) {
      event.preventDefault();
      grid.querySelector("[tabindex='0']")?.focus();
    } else if (key === "Enter" && target === search) {
      // Or it would reach the field that has the focus when the popover is closed.
      event.preventDefault();
      const sifted = search.value.trim() ? this.#sifted : null;
      if (!shiftKey) this.#sifted = null;
      sifted?.then((found) => found && this.#pick(grid.querySelector(CELL), shiftKey));
    }
  }

  /** @param {boolean} more whether it stays open for another one */
  #pick(cell, more) {
    if (!cell) return;
    const from = document.activeElement;
    if (!more) this.element.hidePopover();
    this.picked(cell.textContent);
    if (more) from.focus({ preventScroll: true });
  }
}
