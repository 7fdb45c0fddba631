import { facts } from "miaou/facts.js";
import { toNodes } from "miaou/fragment.js";
import { insertText } from "miaou/insert_text.js";
import { latest } from "miaou/latest.js";

/** A name that one begins to type: two letters after a colon that is not itself part of something else. */
const BEGUN = /(?:^|[^\p{L}\p{N}_:/\\@#&=%$€+<>^|'’-]):([\p{L}\p{N}+_'’-]{2,40})$/u;
const LONGEST = 50;
/** A key in a text waits this long for the proposals that one has not seen yet. */
const PATIENCE_MS = 400;

let made = 0;

/**
 * A list of what may be meant by what one begins to type, its first line chosen. While it is closed every key means
 * what it always means; one that takes waits for an answer that is on its way, and what is typed after it waits too.
 *
 * In a text a `:name` at the caret is completed, by the option's `data-text`. An input is a field of its own, for
 * several in a row: the option's `data-key` is taken, and the field is empty for the next; the arrows open the list
 * also when nothing is typed, and a key waits as long as it takes. Where nothing is proposed, what is typed stays.
 */
export class Complete {
  #ask;
  #all = false;
  #asking = false;
  #chosen = 0;
  /** A key that waits, and what was typed after it. */
  #waiting = [];
  #timer = 0;
  /** Where stands what nothing more is to be proposed for. */
  #dismissed = -1;

  /**
   * @param {HTMLTextAreaElement|HTMLInputElement} field  @param {HTMLElement} list where the proposals are shown
   * @param {(begun: string) => Promise<string>} ask gives them as HTML: options
   * @param {(what: string|number) => void} taken told the text or the key of what was chosen
   */
  constructor(field, list, ask, taken) {
    this.field = field;
    this.list = list;
    this.taken = taken;
    this.inText = field.localName === "textarea";
    this.#ask = latest(ask);
    list.id ||= `proposals-${(made += 1)}`;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    // Before whatever else hears of a key in this field.
    field.form.addEventListener("keydown", (event) => event.target === field && this.#key(event), { capture: true });
    for (const type of ["input", "compositionend"]) {
      field.addEventListener(type, (event) => event.isComposing || this.suggest());
    }
    if (!this.inText) field.addEventListener("focus", () => this.suggest());
    field.addEventListener("click", () => this.#begun() || this.suggest());
    field.addEventListener("blur", () => this.#leave());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#take(option);
    });
  }

  /** Nothing is proposed any more, and what is on its way comes too late. */
  close() {
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.#all = false;
    this.#ask.forget();
    this.#wait(false);
    this.list.replaceChildren();
    this.#open(false);
    this.field.removeAttribute("aria-activedescendant");
  }

  /** Proposes what that may become which is being typed; or, when nothing is, `all`. */
  async suggest(all = false) {
    this.#all = all;
    const begun = this.#begun();
    if (begun && begun.from === this.#dismissed && !all) return;
    this.#dismissed = -1;
    if (!begun) return this.close();
    this.#wait(true);
    const html = await this.#ask(begun.name).catch(() => "");
    // Something else has been typed since: its own answer comes.
    if (html === null) return;
    this.#wait(false);
    if (this.#begun()?.from === begun.from) this.#show(html);
    else this.close();
  }

  /** What is being typed, and by what it is known; null when it is nothing to complete. */
  #begun() {
    const { selectionStart: caret, selectionEnd, value } = this.field;
    if (!this.inText) return value.trim() || this.#all ? { name: value.trim(), from: value.trim() } : null;
    if (document.activeElement !== this.field || caret !== selectionEnd) return null;
    const name = value.slice(Math.max(0, caret - LONGEST), caret).match(BEGUN)?.[1];
    return name ? { name, from: caret - name.length - 1 } : null;
  }

  #takes(key) {
    if (this.inText) return key === "Enter" || key === "Tab";
    return ["Enter", ",", ";"].includes(key) || (key === "Tab" && this.field.value !== "");
  }

  get #options() {
    return [...this.list.children];
  }

  #wait(asking) {
    this.#asking = asking;
    this.list.ariaBusy = String(asking);
  }

  #open(shown) {
    this.list.hidden = !shown;
    if (this.field.ariaExpanded !== null) this.field.ariaExpanded = String(shown);
  }

  #show(html) {
    this.list.replaceChildren(toNodes(html));
    facts.fill(this.list);
    if (!this.list.firstElementChild) return this.#letGo();
    this.#open(true);
    for (const [at, option] of this.#options.entries()) option.id = `${this.list.id}-${at}`;
    this.#choose(0);
    const [held, ...after] = this.#waiting;
    if (!held) return;
    this.#take(this.#options[0]);
    this.#replay(after);
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const { key } = event;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const plain = !modified && !event.shiftKey;
    let act = null;
    if (this.#waiting.length && ((key.length === 1 && !modified) || (plain && this.#takes(key)))) {
      act = () => this.#waiting.push(key);
    } else {
      // What was pressed before comes before.
      if (this.#waiting.length) this.#letGo();
      if (plain) act = this.#meaning(key);
    }
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #meaning(key) {
    const takes = this.#takes(key);
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (this.#asking && takes) return () => this.#hold([key]);
    if (this.list.hidden) return step && !this.inText ? () => this.suggest(true) : null;
    if (takes) return () => this.#take(this.#options[this.#chosen]);
    if (key === "Escape") return () => this.#dismiss();
    const many = this.#options.length;
    return step ? () => this.#choose((this.#chosen + many + step) % many) : null;
  }

  #hold(keys) {
    this.#waiting = keys;
    if (this.inText) this.#timer = setTimeout(() => this.#letGo(), PATIENCE_MS);
  }

  /** Nothing is proposed, or not soon enough: a key that waited is what it always is. */
  #letGo() {
    const keys = this.#waiting;
    this.close();
    this.#replay(keys);
  }

  #replay(keys) {
    for (const [at, key] of keys.entries()) {
      if (!this.#takes(key)) insertText(this.field, key);
      else if (this.#asking) return this.#hold(keys.slice(at));
      else if (this.inText && key === "Enter") this.#enter();
    }
  }

  #enter() {
    const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
    if (this.field.dispatchEvent(enter)) insertText(this.field, "\n");
  }

  #choose(at) {
    this.#chosen = at;
    for (const [place, option] of this.#options.entries()) option.ariaSelected = String(place === at);
    const option = this.#options[at];
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  #take({ dataset: { text, key } }) {
    const begun = this.#begun();
    this.close();
    if (!begun) return;
    if (this.inText) {
      this.field.setSelectionRange(begun.from, this.field.selectionEnd);
      insertText(this.field, text);
    } else {
      this.field.value = "";
    }
    this.taken(text ?? Number(key));
  }

  #dismiss() {
    this.#dismissed = this.#begun()?.from ?? -1;
    this.close();
  }

  /** One goes elsewhere: what was typed and waited stays where it was typed. */
  #leave() {
    const typed = this.#waiting.filter((key) => key.length === 1 && !this.#takes(key)).join("");
    this.close();
    if (typed) this.field.value += ` ${typed}`;
  }
}
