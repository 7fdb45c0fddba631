import { begunIn } from "miaou/begun.js";
import { facts } from "miaou/facts.js";
import { toNodes } from "miaou/fragment.js";
import { insertText } from "miaou/insert_text.js";
import { latest } from "miaou/latest.js";

/** Enter waits this long for the proposals that one has not seen yet. */
const PATIENCE_MS = 400;

let made = 0;

/**
 * Completes a `:name` that is being typed: a list of what is proposed for it, the first line chosen. While it is closed
 * every key means what it always means; Enter and Tab wait for an answer that is on its way.
 *
 * What is completed, and what becomes of it, is in the methods without a `#`: others may do it otherwise.
 */
export class Complete {
  #ask;
  #asking = false;
  #chosen = 0;
  #held = "";
  /** What was typed while a key is held, where that waits its turn. */
  #queued = [];
  #patience = 0;
  /** Where the colon stands that nothing more is to be proposed for. */
  #dismissed = -1;

  /**
   * @param {HTMLTextAreaElement} field  @param {HTMLElement} list where the proposals are shown
   * @param {(name: string) => Promise<string>} ask gives them as HTML: options with the `data-text` to put in
   * @param {(text: string) => void} taken told what was put in
   */
  constructor(field, list, ask, taken) {
    this.field = field;
    this.list = list;
    this.taken = taken;
    this.#ask = latest(ask);
    list.id ||= `proposals-${(made += 1)}`;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    // Before whatever else hears of a key in this field.
    field.form.addEventListener("keydown", (event) => event.target === field && this.#key(event), { capture: true });
    for (const event of ["input", "click", "compositionend"]) field.addEventListener(event, () => this.#recheck());
    field.addEventListener("blur", () => this.#leave());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#take(option);
    });
  }

  /** What is being typed, and by what it is known; null when it is nothing to complete. */
  begun() {
    return document.activeElement === this.field ? begunIn(this.field) : null;
  }

  /** Whether that key takes what is chosen. */
  takes(key) {
    return key === "Enter" || key === "Tab";
  }

  /** Puts a proposal in the place of what was typed. */
  put({ dataset: { text } }, { from }) {
    this.field.setSelectionRange(from, this.field.selectionEnd);
    insertText(this.field, text);
    this.taken(text);
  }

  /** A key that waited means what it always does. */
  release(key) {
    if (key !== "Enter") return;
    const unheard = this.field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    if (unheard) insertText(this.field, "\n");
  }

  /** What else a key means while nothing is proposed: a function, or nothing. */
  opens() {}

  /** Whether a key waits as long as it takes, and what is typed after it waits too. */
  get patient() {
    return false;
  }

  /** Proposes what the name that is being typed may become. */
  async suggest({ anew = false } = {}) {
    const begun = this.begun();
    if (!begun) return this.close();
    if (begun.from === this.#dismissed && !anew) return;
    this.#dismissed = -1;
    this.#wait(true);
    const html = await this.#ask(begun.name).catch(() => "");
    // Something else has been typed since: its own answer comes.
    if (html === null) return;
    this.#wait(false);
    if (this.begun()?.from === begun.from) this.#show(html);
    else this.close();
  }

  get #options() {
    return [...this.list.children];
  }

  #wait(asking) {
    this.#asking = asking;
    this.list.ariaBusy = String(asking);
  }

  #show(html) {
    this.list.replaceChildren(toNodes(html));
    facts.fill(this.list);
    this.list.hidden = !this.list.firstElementChild;
    if (this.list.hidden) return this.#letGo();
    this.#expanded();
    for (const [at, option] of this.#options.entries()) option.id = `${this.list.id}-${at}`;
    this.#choose(0);
    if (!this.#held) return;
    const queued = this.#queued;
    this.#take(this.#options[0]);
    this.#replay(queued);
  }

  /** The caret has moved, or the text is another: what is shown may no longer be what is typed. */
  #recheck() {
    if (this.begun()) return;
    this.#dismissed = -1;
    this.close();
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const { key } = event;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (this.#held && this.patient && !modified && (key.length === 1 || this.takes(key))) {
      event.preventDefault();
      event.stopPropagation();
      return void this.#queued.push(key);
    }
    // What was pressed before comes before.
    if (this.#held) this.#letGo();
    const act = modified || event.shiftKey ? null : this.#meaning(key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #meaning(key) {
    const takes = this.takes(key);
    if (this.#asking && takes) return () => this.#hold(key);
    if (this.list.hidden) return this.opens(key);
    if (takes) return () => this.#take(this.#options[this.#chosen]);
    const many = this.#options.length;
    return {
      ArrowDown: () => this.#choose((this.#chosen + 1) % many),
      ArrowUp: () => this.#choose((this.#chosen + many - 1) % many),
      Escape: () => this.#dismiss(),
    }[key];
  }

  #hold(key) {
    this.#held = key;
    if (!this.patient) this.#patience = setTimeout(() => this.#letGo(), PATIENCE_MS);
  }

  /** Nothing is proposed, or not soon enough: an Enter that waited is what it always is. */
  #letGo() {
    const [key, queued] = [this.#held, this.#queued];
    this.close();
    this.release(key);
    this.#replay(queued);
  }

  /** What was typed meanwhile has its turn. */
  #replay(keys) {
    for (const [at, key] of keys.entries()) {
      if (!this.takes(key)) {
        insertText(this.field, key);
      } else if (this.#asking) {
        this.#hold(key);
        this.#queued = keys.slice(at + 1);
        return;
      }
    }
  }

  #choose(at) {
    this.#chosen = at;
    for (const [place, option] of this.#options.entries()) {
      option.setAttribute("aria-selected", String(place === at));
      if (place !== at) continue;
      this.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  #take(option) {
    const begun = this.begun();
    this.close();
    if (begun) this.put(option, begun);
  }

  #dismiss() {
    this.#dismissed = this.begun()?.from ?? -1;
    this.close();
  }

  /** One goes elsewhere: what was typed and waited stays where it was typed. */
  #leave() {
    const typed = this.#queued.filter((key) => key.length === 1).join("");
    this.close();
    if (typed) this.field.value += ` ${typed}`;
  }

  #expanded() {
    if (this.field.ariaExpanded !== null) this.field.ariaExpanded = String(!this.list.hidden);
  }

  /** Nothing is proposed any more, and what is on its way comes too late. */
  close() {
    clearTimeout(this.#patience);
    this.#held = "";
    this.#queued = [];
    this.#ask.forget();
    this.#wait(false);
    this.list.hidden = true;
    this.list.replaceChildren();
    this.#expanded();
    this.field.removeAttribute("aria-activedescendant");
  }
}
