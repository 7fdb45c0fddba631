import { make } from "miaou/fragment.js";
import { toned } from "miaou/emoji_tones.js";

/** How far ahead of what is seen cells are made, in pixels. */
const AHEAD = "240px";

/**
 * Emoji in rows, by section, with one of them at a time in the Tab order. A section keeps its height while its cells
 * are not made yet: opening costs what is seen, not two thousand buttons.
 *
 * Each section is { id, title, emoji }; `tone` is the skin colour of all that have one.
 */
export class EmojiGrid {
  tone = 0;
  #sections = [];
  #columns = 9;
  #current = null;
  #observer = null;

  constructor() {
    this.element = make("div", "emoji-grid");
    this.element.setAttribute("role", "grid");
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("focusin", ({ target }) => this.#makeCurrent(target));
  }

  /** Shows these sections from their beginning. */
  show(sections) {
    this.clear();
    this.#columns = this.#styledColumns;
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), {
      root: this.element,
      rootMargin: AHEAD,
    });
    this.#sections = sections.filter(({ emoji }) => emoji.length).map((section) => this.#section(section));
    this.element.append(...this.#sections.map(({ element }) => element));
    this.element.scrollTop = 0;
    if (!this.#sections.length) return;
    this.#fill(this.#sections[0]);
    this.#makeCurrent(this.#cell(0, 0));
    for (const { element } of this.#sections) this.#observer.observe(element);
  }

  /** Whether the rows are as long as the style sheet wants them for this width. */
  get fits() {
    return this.#columns === this.#styledColumns;
  }

  get #styledColumns() {
    return Number(getComputedStyle(this.element).getPropertyValue("--columns")) || this.#columns;
  }

  clear() {
    this.#observer?.disconnect();
    this.#sections = [];
    this.#current = null;
    this.element.replaceChildren();
  }

  /** The emoji of a cell, or of what lies in one; null elsewhere. */
  emojiOf(target) {
    const place = this.#placeOf(target);
    return place && this.#sections[place.section].emoji[place.at];
  }

  /** The first emoji that shows. */
  get first() {
    return this.#sections[0]?.emoji[0] ?? null;
  }

  /** Moves the focus into the grid. False when there is nothing in it. */
  focus() {
    this.#current?.focus();
    return this.#current !== null;
  }

  /** Scrolls to a section. */
  reveal(id) {
    const section = this.#sections.find((each) => each.id === id);
    if (!section) return;
    this.#fill(section);
    this.element.scrollTop = section.element.offsetTop;
    this.#makeCurrent(section.element.querySelector("button"));
  }

  /** The section at the top of what is seen. */
  get sectionInView() {
    const top = this.element.scrollTop + 12;
    const atEnd = this.element.scrollTop + this.element.clientHeight >= this.element.scrollHeight - 1;
    const begun = this.#sections.filter(({ element }) => element.offsetTop <= top);
    return (atEnd && top > 12 ? this.#sections : begun).at(-1)?.id ?? "";
  }

  #section({ id, title, emoji }) {
    const element = make("div", "emoji-section");
    element.setAttribute("role", "rowgroup");
    element.setAttribute("aria-label", title);
    element.style.setProperty("--rows", Math.ceil(emoji.length / this.#columns));
    return { id, emoji, element, filled: false };
  }

  #seen(entries) {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) this.#fill(this.#sections.find(({ element }) => element === target));
    }
  }

  #fill(section) {
    if (!section || section.filled) return;
    section.filled = true;
    this.#observer.unobserve(section.element);
    for (let at = 0; at < section.emoji.length; at += this.#columns) {
      const row = make("div", "emoji-row");
      row.setAttribute("role", "row");
      row.append(...section.emoji.slice(at, at + this.#columns).map((emoji) => cell(emoji, this.tone)));
      section.element.append(row);
    }
  }

  #key(event) {
    const place = this.#placeOf(event.target);
    if (!place || event.altKey || event.metaKey) return;
    const next = this.#move(place, event);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    this.#go(next);
  }

  /** Where a key leads from a place; null for other keys, and upwards from the first row: that leaves the grid. */
  #move({ section, at }, { key, ctrlKey }) {
    const column = at % this.#columns;
    const end = this.#sections[section].emoji.length - 1;
    const last = this.#sections.length - 1;
    switch (key) {
      case "ArrowRight":
        return at < end ? { section, at: at + 1 } : section < last && { section: section + 1, at: 0 };
      case "ArrowLeft":
        return at > 0 ? { section, at: at - 1 } : section > 0 && { section: section - 1, at: Infinity };
      case "ArrowDown":
        return this.#vertically(section, at, column, 1);
      case "ArrowUp":
        return section === 0 && at < this.#columns ? null : this.#vertically(section, at, column, -1);
      case "PageDown":
        return this.#vertically(section, at, column, this.#page);
      case "PageUp":
        return this.#vertically(section, at, column, -this.#page);
      case "Home":
        return ctrlKey ? { section: 0, at: 0 } : { section, at: at - column };
      case "End":
        return ctrlKey ? { section: last, at: Infinity } : { section, at: at - column + this.#columns - 1 };
      default:
        return null;
    }
  }

  /** That many rows down (or up), on into the next sections, to the end at most. */
  #vertically(section, at, column, rows) {
    let row = Math.floor(at / this.#columns) + rows;
    while (row < 0 && section > 0) row += this.#rows(--section);
    while (row >= this.#rows(section) && section < this.#sections.length - 1) row -= this.#rows(section++);
    row = Math.min(Math.max(row, 0), this.#rows(section) - 1);
    return { section, at: row * this.#columns + column };
  }

  #rows(section) {
    return Math.ceil(this.#sections[section].emoji.length / this.#columns);
  }

  get #page() {
    const row = this.#current?.parentElement;
    return row ? Math.max(1, Math.floor(this.element.clientHeight / row.offsetHeight) - 1) : 1;
  }

  #go({ section, at }) {
    this.#fill(this.#sections[section]);
    const target = this.#cell(section, Math.min(at, this.#sections[section].emoji.length - 1));
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  }

  #cell(section, at) {
    const row = this.#sections[section].element.children[Math.floor(at / this.#columns)];
    return row.children[at % this.#columns];
  }

  #placeOf(target) {
    const button = target.closest?.("[role=gridcell]");
    const section = this.#sections.findIndex(({ element }) => element.contains(button));
    if (!button || section < 0) return null;
    const row = [...this.#sections[section].element.children].indexOf(button.parentElement);
    return { section, at: row * this.#columns + [...button.parentElement.children].indexOf(button) };
  }

  #makeCurrent(button) {
    if (button?.getAttribute("role") !== "gridcell") return;
    if (this.#current) this.#current.tabIndex = -1;
    this.#current = button;
    button.tabIndex = 0;
  }
}

function cell(emoji, tone) {
  const button = make("button", "", toned(emoji, tone));
  button.type = "button";
  button.tabIndex = -1;
  button.setAttribute("role", "gridcell");
  button.setAttribute("aria-label", emoji.title);
  return button;
}
