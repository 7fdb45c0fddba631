import { categoryIcon } from "miaou/emoji_icons.js";
import { EmojiGrid } from "miaou/emoji_grid.js";
import { chooseTone, habits, used } from "miaou/emoji_habits.js";
import { EmojiTones } from "miaou/emoji_tones_choice.js";
import { toned } from "miaou/emoji_tones.js";
import { icon, make } from "miaou/fragment.js";
import { oncePerFrame } from "miaou/frame.js";
import { insertText } from "miaou/insert_text.js";
import { say } from "miaou/words.js";

/** Between the menu and what it opens from, and the window's edges. */
const GAP = 8;

/** The emoji menu of the composer: made when it is first opened, and empty while it is closed. */
export class EmojiMenu {
  #byKey = false;
  #inserting = false;
  /** A press outside closes the menu before the button hears of its click. */
  #pressedOpen = false;
  #follow = oncePerFrame(() => this.#markTab());

  constructor(form, field, button, data) {
    this.form = form;
    this.field = field;
    this.button = button;
    this.data = data;
    this.#make();
    form.after(this.element);
  }

  get isOpen() {
    return this.element.matches(":popover-open");
  }

  /** @param {boolean} byKey whether the focus goes back to the button when it is closed, not to the text */
  toggle(byKey) {
    const closes = this.isOpen || (this.#pressedOpen && !byKey);
    this.#pressedOpen = false;
    if (closes) return this.close();
    this.#byKey = byKey;
    this.search.value = "";
    // Told first: a small composer shows all it has while its menu is open, and the menu stands clear of it.
    this.button.setAttribute("aria-expanded", "true");
    this.element.showPopover();
    this.#place();
    this.tones.show(habits().tone);
    this.#showAll();
    // The keyboard of a phone would cover what one has come to see.
    if (matchMedia("(pointer: coarse)").matches) this.element.focus({ preventScroll: true });
    else this.search.focus({ preventScroll: true });
  }

  close(giveFocusBack = true) {
    if (!this.isOpen) return;
    this.element.hidePopover();
    if (giveFocusBack) (this.#byKey ? this.button : this.field).focus({ preventScroll: true });
  }

  #make() {
    this.element = make("div", "emoji-menu");
    this.element.id = "emoji-menu";
    this.element.popover = "auto";
    this.element.tabIndex = -1;
    this.element.setAttribute("role", "dialog");
    this.element.setAttribute("aria-label", say("emoji"));
    this.button.setAttribute("aria-controls", this.element.id);
    this.search = make("input");
    this.search.type = "search";
    this.search.autocomplete = "off";
    this.search.spellcheck = false;
    this.search.placeholder = say("emoji_find");
    this.search.ariaLabel = say("emoji_find");
    this.grid = new EmojiGrid();
    this.grid.element.setAttribute("aria-label", say("emoji"));
    this.tones = new EmojiTones((tone) => this.#recolour(tone));
    this.tabs = this.#makeTabs();
    this.status = make("p", "aloud");
    this.status.setAttribute("role", "status");
    this.none = make("p", "emoji-none", say("emoji_none"));
    this.named = make("div", "emoji-named");
    this.named.setAttribute("aria-hidden", "true");
    const find = make("label", "emoji-find");
    find.append(icon("find", 17), this.search);
    const top = make("div", "emoji-top");
    top.append(find, this.tones.button);
    this.element.append(top, this.tones.element, this.tabs, this.grid.element, this.none, this.status, this.named);
    this.#listen();
  }

  #makeTabs() {
    const tabs = make("div", "emoji-tabs");
    tabs.setAttribute("role", "toolbar");
    tabs.setAttribute("aria-label", say("emoji_categories"));
    for (const { id, title } of [{ id: "recent", title: say("emoji_recent") }, ...this.data.categories]) {
      const tab = make("button", "icon");
      tab.type = "button";
      tab.dataset.category = id;
      tab.title = title;
      tab.ariaLabel = title;
      tab.append(categoryIcon(id));
      tabs.append(tab);
    }
    return tabs;
  }

  #listen() {
    const { element, search, grid, tabs } = this;
    this.button.addEventListener("pointerdown", () => (this.#pressedOpen = this.isOpen));
    search.addEventListener("input", () => this.#sift());
    search.addEventListener("keydown", (event) => this.#searchKey(event));
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("toggle", ({ newState }) => newState === "closed" && this.#closed());
    document.addEventListener("focusin", ({ target }) => {
      if (!element.contains(target) && target !== this.button && !this.#inserting) this.close(false);
    });
    grid.element.addEventListener("click", (event) => this.#pick(grid.emojiOf(event.target), event.shiftKey));
    grid.element.addEventListener("scroll", this.#follow, { passive: true });
    for (const sign of ["pointerover", "focusin"]) {
      grid.element.addEventListener(sign, ({ target }) => this.#name(grid.emojiOf(target)));
    }
    tabs.addEventListener("click", ({ target }) => this.#turnTo(target.closest("button")?.dataset.category));
    tabs.addEventListener("keydown", (event) => this.#tabKey(event));
    window.addEventListener("resize", () => this.isOpen && this.#resized());
  }

  /** What was used last, then all by category. */
  #showAll() {
    const { recent, tone } = habits();
    this.grid.tone = tone;
    const known = new Map(this.data.all.map((emoji) => [emoji.glyph, emoji]));
    const used = recent.map((glyph) => known.get(glyph)).filter(Boolean);
    this.tabs.firstChild.hidden = !used.length;
    this.#show([{ id: "recent", title: say("emoji_recent"), emoji: used }, ...this.data.categories]);
    this.status.textContent = "";
    this.#markTab();
  }

  #sift() {
    const sought = this.search.value.trim();
    if (!sought) return this.#showAll();
    const emoji = this.data.search(sought);
    const told = emoji.length ? say("emoji_found", { n: emoji.length }) : say("emoji_none");
    this.#show([{ id: "found", title: told, emoji }]);
    this.status.textContent = told;
    this.#markTab();
  }

  #show(sections) {
    this.grid.show(sections);
    const any = this.grid.first !== null;
    this.grid.element.hidden = !any;
    this.none.hidden = any;
    this.#name(this.search.value.trim() ? this.grid.first : null);
  }

  #recolour(tone) {
    chooseTone(tone);
    const { scrollTop } = this.grid.element;
    this.#sift();
    this.grid.element.scrollTop = scrollTop;
  }

  #turnTo(id) {
    if (!id) return;
    if (this.search.value) {
      this.search.value = "";
      this.#showAll();
    }
    this.grid.reveal(id);
    this.#markTab();
  }

  #markTab() {
    const inView = this.grid.sectionInView;
    const tabs = [...this.tabs.children].filter((tab) => !tab.hidden);
    const marked = tabs.find((tab) => tab.dataset.category === inView);
    for (const tab of tabs) {
      tab.toggleAttribute("aria-current", tab === marked);
      if (tab === marked) tab.setAttribute("aria-current", "true");
      tab.tabIndex = tab === (marked ?? tabs[0]) ? 0 : -1;
    }
  }

  #name(emoji) {
    if (!emoji) return this.named.replaceChildren(make("span", "hint", say("emoji_hint")));
    const [name] = emoji.names.split(" ");
    const said = make("span", "said");
    said.append(make("b", "", emoji.title));
    if (name) said.append(make("small", "", `:${name}:`));
    this.named.replaceChildren(make("span", "glyph", toned(emoji, this.grid.tone)), said);
  }

  #key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (this.tones.element.contains(event.target)) this.tones.close();
      else this.close();
    } else if (this.grid.element.contains(event.target)) {
      const types = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      // Whoever goes on typing goes on searching; the key itself then reaches the field.
      if (types || event.key === "Backspace" || event.key === "ArrowUp") this.search.focus();
      if (event.key === "ArrowUp") event.preventDefault();
    }
  }

  #searchKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" && this.grid.focus()) event.preventDefault();
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (this.search.value.trim()) this.#pick(this.grid.first, event.shiftKey);
  }

  #tabKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "ArrowDown" && this.grid.focus()) event.preventDefault();
    if (!step) return;
    event.preventDefault();
    const tabs = [...this.tabs.children].filter((tab) => !tab.hidden);
    tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length].focus();
  }

  /** @param {boolean} more whether the menu stays for another one */
  #pick(emoji, more) {
    if (!emoji) return;
    const from = document.activeElement;
    this.#inserting = more;
    used(emoji.glyph);
    if (!more) this.close(false);
    insertText(this.field, toned(emoji, this.grid.tone));
    if (more) from.focus({ preventScroll: true });
    this.#inserting = false;
  }

  #closed() {
    this.button.setAttribute("aria-expanded", "false");
    this.tones.close();
    this.grid.clear();
  }

  /** Above the composer, or below it where there is more room; a phone's sheet is placed by its style. */
  #place() {
    const { style } = this.element;
    const { left } = this.button.getBoundingClientRect();
    const box = this.button.closest(".sheet").getBoundingClientRect();
    const above = box.top > window.innerHeight - box.bottom;
    style.setProperty("--room", `${(above ? box.top : window.innerHeight - box.bottom) - 2 * GAP}px`);
    style.setProperty("--top", above ? "auto" : `${box.bottom + GAP}px`);
    style.setProperty("--bottom", above ? `${window.innerHeight - box.top + GAP}px` : "auto");
    const most = window.innerWidth - this.element.offsetWidth - GAP;
    style.setProperty("--left", `${Math.max(GAP, Math.min(left - 3 * GAP, most))}px`);
  }

  #resized() {
    this.#place();
    // A phone's keyboard changes the height only: the rows stay.
    if (!this.grid.fits) this.#sift();
  }
}
