import { facts, insertText, onKey } from "miaou/base.js";

/** A name that one begins to type: two letters after a colon that is not itself part of something else. */
export const AFTER_COLON = /(?:^|[^\p{L}\p{N}_:/\\@#&=%$€+<>^|'’-]):([\p{L}\p{N}+_'’-]{2,40})$/u;
/** What may be a name of several words, or will be one, after an @ that is no part of an address. */
export const AFTER_AT = /(?:^|[^\p{L}\p{N}@/=+%#&\\-])@((?:[^\s@][^\n@]{0,39})?)$/u;
const BETWEEN = /[,;]/;
/** A key in a text waits this long for the proposals that one has not seen yet. */
const PATIENCE_MS = 400;

let made = 0;

/**
 * A list (`data-still`) of what may be meant by what one begins to type, its first line chosen; a key that takes waits
 * for an answer that is on its way, and so does what is typed after it. In a text, what is `begun` at the caret with
 * its sign becomes the option's `data-text`. An input takes several, by `data-key`; its arrows open the whole list.
 */
export class Complete {
  #all = false;
  #asked = null;
  #waiting = null;
  #timer = 0;
  /** Where stands what nothing more is to be proposed for. */
  #dismissed = null;
  /** What nothing was proposed for: nothing will be for what it is the beginning of. */
  #vain = null;

  /**
   * Each of the `ways` to begin says what is `begun` in a text, as an expression of the name behind a sign; its
   * `ask(name)` gives the options as HTML for the `list`; `taken` is told the text or the key of what was chosen.
   */
  constructor(field, list, ...ways) {
    Object.assign(this, { field, list, ways, inText: field.localName === "textarea" });
    list.id ||= `proposals-${(made += 1)}`;
    field.setAttribute("aria-controls", list.id);
    // Before whatever else hears of a key in this field.
    onKey(field.form, (event) => event.target === field && this.#meaning(event), true);
    const look = ({ isComposing }) => isComposing || this.suggest();
    for (const type of ["input", "compositionend", this.inText ? "click" : "focus"]) field.addEventListener(type, look);
    field.addEventListener("blur", () => {
      const { after } = this.close();
      // What was typed and waited stays where it was typed.
      if (after) this.#become(field.value + after);
    });
    list.addEventListener("click", ({ target }) => this.#take(target.closest("[role=option]")));
  }

  /** Nothing is proposed any more, and what is on its way comes too late. Returns what waited for it. */
  close(dismissed = null) {
    const { key, after = "" } = this.#waiting ?? {};
    clearTimeout(this.#timer);
    this.#all = false;
    this.#dismissed = dismissed;
    this.#asked = this.#waiting = null;
    this.#show("");
    return { key, after };
  }

  async suggest(all = false) {
    this.#all = all;
    const begun = this.#begun();
    if (!begun) return this.close();
    if (begun.from === this.#dismissed && !all) return;
    if (this.inText && begun.from === this.#vain?.from && begun.name.startsWith(this.#vain.name)) return this.close();
    this.#dismissed = null;
    this.#asked = begun;
    this.list.ariaBusy = "true";
    const html = await begun.way.ask(begun.name).catch(() => null);
    // Something else has been typed since: its own answer comes.
    if (this.#asked !== begun) return;
    this.#asked = null;
    this.#vain = html === "" ? begun : null;
    this.#show(this.#begun()?.from === begun.from ? html ?? "" : "");
    const [first] = this.list.children;
    if (!first) this.#letGo();
    else if (this.#waiting || (!this.inText && BETWEEN.test(this.field.value))) this.#take(first);
  }

  #begun() {
    const { selectionStart: caret, selectionEnd, value } = this.field;
    if (!this.inText) {
      const name = value.split(BETWEEN)[0].trim();
      return name || this.#all ? { way: this.ways[0], name, from: name } : null;
    }
    if (document.activeElement !== this.field || caret !== selectionEnd) return null;
    const typed = value.slice(0, caret);
    const way = this.ways.find(({ begun }) => begun.test(typed));
    const name = way && typed.match(way.begun)[1];
    return way ? { way, name, from: caret - name.length - 1 } : null;
  }

  #show(html) {
    const { field, list } = this;
    list.replaceChildren(facts.nodes(html));
    list.ariaBusy = "false";
    list.hidden = !list.firstElementChild;
    if (field.ariaExpanded !== null) field.ariaExpanded = String(!list.hidden);
    this.#choose(0);
  }

  #choose(at) {
    const options = [...this.list.children];
    const chosen = options.at(at % options.length);
    for (const [place, option] of options.entries()) {
      option.id = `${this.list.id}-${place}`;
      option.ariaSelected = String(option === chosen);
    }
    this.field.setAttribute("aria-activedescendant", chosen?.id ?? "");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  #meaning({ key, shiftKey, ctrlKey, altKey, metaKey }) {
    const isModified = ctrlKey || altKey || metaKey;
    if (this.#waiting && key.length === 1 && !isModified) return () => (this.#waiting.after += key);
    // What was pressed before comes before.
    if (this.#waiting) this.#letGo();
    if (isModified || shiftKey) return null;
    const { field, list, inText } = this;
    const takes = key === "Enter" || (key === "Tab" && field.value) || (!inText && BETWEEN.test(key));
    const way = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (takes && this.#asked) return () => this.#wait(key);
    if (list.hidden) return way && !inText ? () => this.suggest(true) : null;
    const at = [...list.children].findIndex(({ ariaSelected }) => ariaSelected === "true");
    if (takes) return () => this.#take(list.children[at]);
    if (key === "Escape") return () => this.close(this.#begun()?.from);
    return way ? () => this.#choose(at + way) : null;
  }

  #wait(key) {
    if (!this.inText) return this.field.value && insertText(this.field, ",");
    this.#waiting = { key, after: "" };
    this.#timer = setTimeout(() => this.#letGo(), PATIENCE_MS);
  }

  /** Nothing is proposed, or not soon enough: a key that waited is what it always is. */
  #letGo() {
    const { key, after } = this.close();
    if (!this.inText) this.field.value = this.field.value.replace(/[,;][,;\s]*$/, "");
    const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
    if (key === "Enter" && this.field.dispatchEvent(enter)) insertText(this.field, "\n");
    if (after) insertText(this.field, after);
  }

  #take(option) {
    const begun = this.#begun();
    // What it becomes may look begun, too.
    const { after } = this.close(this.inText ? begun?.from : null);
    if (!option || !begun) return;
    const { text, key } = option.dataset;
    if (this.inText) {
      this.field.setSelectionRange(begun.from, this.field.selectionEnd);
      insertText(this.field, text + after);
      return begun.way.taken(text);
    }
    const others = this.field.value.replace(/^[^,;]*[,;\s]*/, "");
    begun.way.taken(Number(key));
    this.#become(others);
  }

  #become(value) {
    this.field.value = value;
    this.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}
