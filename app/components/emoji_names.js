import { habits, used } from "miaou/emoji_habits.js";
import { toned } from "miaou/emoji_tones.js";
import { fold } from "miaou/fold.js";
import { make } from "miaou/fragment.js";
import { insertText } from "miaou/insert_text.js";

const SUGGESTED = 8;

/**
 * Completes a `:name` that is being typed: a list above the text, its first line chosen. While it is closed every
 * key means what it always means.
 */
export class EmojiNames {
  #found = [];
  #chosen = 0;
  /** Where the colon stands that nothing more is to be suggested for. */
  #dismissed = -1;

  /** @param {() => {name: string, from: number} | null} begun what is being typed, and where its colon stands */
  constructor(form, field, data, begun) {
    this.field = field;
    this.data = data;
    this.begun = begun;
    this.list = make("ul", "suggestions emoji-names");
    this.list.id = "emoji-names";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", form.querySelector("button[name=emoji]").ariaLabel);
    field.after(this.list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    // Before the composer hears of it, for whom Enter sends.
    form.addEventListener("keydown", (event) => event.target === field && this.#key(event), { capture: true });
    for (const event of ["input", "click", "compositionend"]) field.addEventListener(event, () => this.#recheck());
    field.addEventListener("blur", () => this.#close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#take([...this.list.children].indexOf(option));
    });
  }

  /** Suggests what the name that is being typed may become. */
  suggest() {
    const begun = document.activeElement === this.field ? this.begun() : null;
    if (!begun) return this.#close();
    if (begun.from === this.#dismissed) return;
    this.#dismissed = -1;
    this.#found = this.data.search(begun.name, SUGGESTED);
    if (!this.#found.length) return this.#close();
    const { tone } = habits();
    this.list.replaceChildren(...this.#found.map((emoji, at) => option(emoji, at, tone, begun.name)));
    this.list.hidden = false;
    this.#choose(0);
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** The caret has moved, or the text is another: what is shown may no longer be what is typed. */
  #recheck() {
    const begun = this.begun();
    if (!begun) this.#dismissed = -1;
    if (this.isOpen && !begun) this.#close();
  }

  #key(event) {
    if (!this.isOpen || event.isComposing || event.keyCode === 229) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!plain) return;
    const many = this.#found.length;
    const keys = {
      ArrowDown: () => this.#choose((this.#chosen + 1) % many),
      ArrowUp: () => this.#choose((this.#chosen + many - 1) % many),
      Enter: () => this.#take(this.#chosen),
      Tab: () => this.#take(this.#chosen),
      Escape: () => this.#dismiss(),
    };
    if (!(event.key in keys)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  }

  #choose(at) {
    this.#chosen = at;
    for (const [place, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(place === at));
      if (place !== at) continue;
      this.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  #take(at) {
    const begun = this.begun();
    const emoji = this.#found[at];
    this.#close();
    if (!begun || !emoji) return;
    used(emoji.glyph);
    this.field.setSelectionRange(begun.from, this.field.selectionEnd);
    insertText(this.field, toned(emoji, habits().tone));
  }

  #dismiss() {
    this.#dismissed = this.begun()?.from ?? -1;
    this.#close();
  }

  #close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.removeAttribute("aria-activedescendant");
  }
}

function option(emoji, at, tone, typed) {
  const element = make("li");
  element.id = `emoji-name-${at}`;
  element.setAttribute("role", "option");
  const names = emoji.names.split(" ");
  const begins = names.find((name) => name.startsWith(fold(typed)));
  element.append(make("span", "glyph", toned(emoji, tone)), make("span", "said", emoji.title));
  element.append(make("small", "", `:${begins ?? names[0]}:`));
  return element;
}
