import { begunIn } from "miaou/begun.js";
import { toNodes } from "miaou/fragment.js";
import { insertText } from "miaou/insert_text.js";
import { latest } from "miaou/latest.js";

/** Enter waits this long for the proposals that one has not seen yet. */
const PATIENCE_MS = 400;

let made = 0;

/**
 * Completes a `:name` that is being typed: a list of what is proposed for it, the first line chosen. While it is closed
 * every key means what it always means; Enter and Tab wait for an answer that is on its way.
 */
export class Complete {
  #ask;
  #asking = false;
  #chosen = 0;
  #held = "";
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
    field.addEventListener("blur", () => this.#close());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#take(option);
    });
  }

  /** Proposes what the name that is being typed may become. */
  async suggest() {
    const begun = this.#begun;
    if (!begun) return this.#close();
    if (begun.from === this.#dismissed) return;
    this.#dismissed = -1;
    this.#wait(true);
    const html = await this.#ask(begun.name).catch(() => "");
    // Something else has been typed since: its own answer comes.
    if (html === null) return;
    this.#wait(false);
    if (this.#begun?.from === begun.from) this.#show(html);
    else this.#close();
  }

  get #begun() {
    return document.activeElement === this.field ? begunIn(this.field) : null;
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
    this.list.hidden = !this.list.firstElementChild;
    if (this.list.hidden) return this.#letGo();
    for (const [at, option] of this.#options.entries()) option.id = `${this.list.id}-${at}`;
    this.#choose(0);
    if (this.#held) this.#take(this.#options[0]);
  }

  /** The caret has moved, or the text is another: what is shown may no longer be what is typed. */
  #recheck() {
    if (this.#begun) return;
    this.#dismissed = -1;
    this.#close();
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    // What was pressed before comes before.
    if (this.#held) this.#letGo();
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const act = plain ? this.#meaning(event.key) : null;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #meaning(key) {
    const takes = key === "Enter" || key === "Tab";
    if (this.#asking && takes) return () => this.#hold(key);
    if (this.list.hidden) return null;
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
    this.#patience = setTimeout(() => this.#letGo(), PATIENCE_MS);
  }

  /** Nothing is proposed, or not soon enough: an Enter that waited is what it always is. */
  #letGo() {
    const key = this.#held;
    this.#close();
    if (key !== "Enter") return;
    const unheard = this.field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    if (unheard) insertText(this.field, "\n");
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
    const begun = this.#begun;
    const { text } = option.dataset;
    this.#close();
    if (!begun) return;
    this.field.setSelectionRange(begun.from, this.field.selectionEnd);
    insertText(this.field, text);
    this.taken(text);
  }

  #dismiss() {
    this.#dismissed = this.#begun?.from ?? -1;
    this.#close();
  }

  /** Nothing is proposed any more, and what is on its way comes too late. */
  #close() {
    clearTimeout(this.#patience);
    this.#held = "";
    this.#ask.forget();
    this.#wait(false);
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.removeAttribute("aria-activedescendant");
  }
}
