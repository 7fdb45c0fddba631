import { toElement, toNodes } from "miaou/fragment.js";
import { oncePerFrame } from "miaou/frame.js";
import { latest } from "miaou/latest.js";
import { enter, itemsOf, reach, step } from "miaou/rove.js";

/** Below a section's top by this much, one is in it. */
const WITHIN_PX = 12;

/**
 * A popover of many small things to pick from: by category, by the arrow keys, or by a search that the server answers.
 * Its HTML comes from the server, in parts named by `data-part`: a `grid` of sections and the `tabs` that lead to them,
 * both by `data-category`; what is `named` of the one that is pointed at; the `variants` of all that there may be to
 * choose from, as radio buttons in a popover, and the `variant` button that opens that. Its `data-state` is what came of
 * the search: "found", or that the server is "unreachable".
 */
export class Picker {
  #sections = [];
  #first = null;
  #html = "";
  /** How Enter was pressed before the search was answered, or null. */
  #wanted = null;
  #byKey = false;
  /** Whether the focus may be elsewhere for a moment. */
  #stays = false;

  /**
   * @param {object} places the popover `element`, the `button` that opens it, and the `home` of the focus after a click
   * @param {{html: string, first: string}} content as `put` takes it
   * @param {object} asks `find(text, variant)` gives `{html, told}`; `vary(variant)` what `put` takes
   * @param {(text: string) => void} picked
   */
  constructor({ element, button, home }, content, { find, vary }, picked) {
    Object.assign(this, { element, button, home, picked, find: latest(find), vary: latest(vary) });
    element.append(toNodes(content.html));
    for (const part of element.querySelectorAll("[data-part]")) this[part.dataset.part] = part;
    this.put(content);
    const { search, grid, tabs, variant, variants } = this;
    // A press on its own button closes it by that button's click.
    button.popoverTargetElement = element;
    variant.popoverTargetElement = variants;
    element.addEventListener("beforetoggle", ({ newState }) => newState === "closed" && this.#closing());
    element.addEventListener("focusout", ({ relatedTarget }) => this.#left(relatedTarget));
    search.addEventListener("input", () => this.#sift());
    search.addEventListener("keydown", (event) => this.#searchKey(event));
    tabs.addEventListener("keydown", (event) => event.key === "ArrowDown" && enter(grid) && event.preventDefault());
    tabs.addEventListener("click", ({ target }) => this.#turnTo(target.closest("button")?.dataset.category));
    grid.addEventListener("keydown", (event) => this.#gridKey(event));
    grid.addEventListener("click", (event) => this.#pick(cellOf(event.target), event.shiftKey));
    grid.addEventListener("scroll", oncePerFrame(() => this.#mark()), { passive: true });
    for (const sign of ["pointerover", "focusin"]) {
      grid.addEventListener(sign, ({ target }) => this.#name(cellOf(target)));
    }
    variants.addEventListener("toggle", ({ newState }) => newState === "open" && this.#chosen.focus());
    variants.addEventListener("beforetoggle", () => variants.contains(document.activeElement) && variant.focus());
    variants.addEventListener("change", () => this.#recast());
    // Arrows try them; a click or Enter is a choice.
    variants.addEventListener("click", ({ detail }) => detail && variants.hidePopover());
    variants.addEventListener("keydown", ({ key }) => key === "Enter" && variants.hidePopover());
  }

  /** Takes all that there is, and what stands before it, which is one's own. It is shown when it is next opened. */
  put({ html, first }) {
    this.putFirst(first);
    if (html === this.#html) return;
    this.#html = html;
    const content = toNodes(html);
    const part = (name) => content.querySelector(`[data-part=${name}]`);
    this.#sections = [...part("grid").children];
    const { title, childNodes } = part("variant");
    this.variant.replaceChildren(...childNodes);
    this.variant.title = this.variant.ariaLabel = title;
    const { value } = part("variants").querySelector(":checked");
    this.variants.querySelector(`[value="${value}"]`).checked = true;
  }

  /** Other ones stand before the rest from the next opening on. */
  putFirst(html) {
    this.#first = toElement(html);
  }

  get isOpen() {
    return this.element.matches(":popover-open");
  }

  /** @param {boolean} byKey whether the focus goes back to the button when it is closed, not to its home */
  toggle(byKey) {
    this.#byKey = byKey;
    this.element.togglePopover();
    if (!this.isOpen) return;
    this.button.ariaExpanded = "true";
    this.#showAll();
    // The keyboard of a phone would cover what one has come to see.
    const first = matchMedia("(pointer: coarse)").matches ? this.element : this.search;
    first.focus({ preventScroll: true });
  }

  get #all() {
    return this.#first ? [this.#first, ...this.#sections] : this.#sections;
  }

  get #chosen() {
    return this.variants.querySelector(":checked");
  }

  get #cell() {
    return this.grid.querySelector("[role=gridcell]");
  }

  #closing() {
    this.button.ariaExpanded = "false";
    this.find.forget();
    if (!this.element.contains(document.activeElement)) return;
    this.#stays = true;
    (this.#byKey ? this.button : this.home).focus({ preventScroll: true });
    this.#stays = false;
  }

  #left(to) {
    if (to && to !== this.button && !this.element.contains(to) && !this.#stays) this.element.hidePopover();
  }

  #showAll() {
    this.find.forget();
    this.search.value = "";
    this.#show(this.#all);
  }

  async #sift() {
    const text = this.search.value.trim();
    this.#wanted = null;
    if (!text) return this.#showAll();
    this.grid.ariaBusy = "true";
    const answer = await this.find(text, Number(this.#chosen.value)).catch(() => ({ failed: true }));
    // Something else has been asked since.
    if (!answer || !this.isOpen) return;
    if (answer.failed) return this.#show(this.#all, "unreachable");
    this.#show([...toNodes(answer.html).children], "found", answer.told);
    this.#name(this.#cell);
    if (this.#wanted) this.#pick(this.#cell, this.#wanted.more);
  }

  #show(sections, state = "", told = "") {
    const { element, grid, tabs, status } = this;
    element.dataset.state = state;
    status.textContent = told;
    const isShown = sections.length === grid.children.length && sections.every((each, at) => each === grid.children[at]);
    if (!isShown) grid.replaceChildren(...sections);
    grid.ariaBusy = "false";
    grid.scrollTop = 0;
    const there = sections.map(({ dataset }) => dataset.category);
    if (!state) for (const tab of tabs.children) tab.hidden = !there.includes(tab.dataset.category);
    reach(grid);
    this.#mark();
    this.#name(null);
  }

  /** The section in view marks the button that leads to it. */
  #mark() {
    const seen = this.grid.scrollTop + WITHIN_PX;
    const inView = [...this.grid.children].findLast(({ offsetTop }) => offsetTop <= seen)?.dataset.category;
    const marked = [...this.tabs.children].find(({ dataset }) => dataset.category === inView);
    for (const tab of this.tabs.children) tab.ariaCurrent = tab === marked ? "true" : null;
    reach(this.tabs, marked);
  }

  #turnTo(category) {
    if (!category) return;
    if (this.search.value) this.#showAll();
    const section = [...this.grid.children].find(({ dataset }) => dataset.category === category);
    this.grid.scrollTop = section.offsetTop;
    reach(this.grid, section.querySelector("[role=gridcell]"));
  }

  /** All of them as another variant. */
  async #recast() {
    const content = await this.vary(Number(this.#chosen.value)).catch(() => null);
    if (!content) return;
    this.put(content);
    if (!this.isOpen) return;
    const { scrollTop } = this.grid;
    if (this.search.value.trim()) return this.#sift();
    this.#showAll();
    this.grid.scrollTop = scrollTop;
  }

  /** Says of the cell that is pointed at what it is; of none, what one may do. */
  #name(cell) {
    const said = { text: cell?.textContent, label: cell?.ariaLabel, name: cell?.dataset.name };
    for (const part of this.named.querySelectorAll("[data-of]")) part.textContent = said[part.dataset.of] ?? "";
  }

  #gridKey(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (step(event, itemsOf(this.grid), this.grid)) return;
    const types = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    // Whoever goes on typing goes on searching; the key itself then reaches the field.
    if (types || key === "Backspace" || key === "ArrowUp") this.search.focus();
    if (key === "ArrowUp") event.preventDefault();
  }

  #searchKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (!["ArrowDown", "Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "ArrowDown") enter(this.grid);
    // Some browsers would empty the field first.
    else if (event.key === "Escape") this.element.hidePopover();
    else if (this.grid.ariaBusy === "true") this.#wanted = { more: event.shiftKey };
    else if (this.element.dataset.state === "found") this.#pick(this.#cell, event.shiftKey);
  }

  /** @param {boolean} more whether it stays open for another one */
  #pick(cell, more) {
    this.#wanted = null;
    if (!cell) return;
    const from = document.activeElement;
    this.#stays = true;
    if (!more) this.element.hidePopover();
    this.picked(cell.textContent);
    if (more) from.focus({ preventScroll: true });
    this.#stays = false;
  }
}

function cellOf(target) {
  return target.closest("[role=gridcell]");
}
