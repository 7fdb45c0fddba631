import { ask } from "miaou/actions.js";
import { newNonce, outbox } from "miaou/outbox.js";
import { say } from "miaou/words.js";

/**
 * What was sent is edited where it was written: the strip `.editing` of the form says so, and what becomes of it
 * meanwhile; what was being written stays beside it, as the `draft`, and comes back. The server is asked for the last one
 * of a place ("edit-last"), what there is to tell of one ("editing": its {news}, whether it is `lost`, or `saved`
 * already), and to "save-edit".
 */
export class Editing {
  /** Of what is written: what is edited, with its text as it was, and the draft. Null while nothing is edited. */
  content = { edits: null, draft: null };

  /** @param {Writing} writing  @param {() => object} whole gives all that is written  @param change changes some of it */
  constructor(writing, whole, change) {
    Object.assign(this, { writing, whole, change, strip: writing.form.querySelector(".editing") });
    this.strip.querySelector("button").addEventListener("click", () => this.leave());
    writing.field.addEventListener("keydown", (event) => this.#key(event));
    writing.where.on("put", (key) => key === this.content.edits?.key && this.compare());
  }

  /** `asks`: what the field asks for, while something is edited; `told`: what there was to tell of it. */
  put(content, told = {}) {
    const { button } = this.writing;
    Object.assign(this, { content, told, asks: content.edits && this.strip.ariaLabel });
    this.strip.hidden = !this.asks;
    this.strip.querySelector("[role=status]").textContent = told.news ?? "";
    button.ariaLabel = button.firstElementChild.textContent = button.dataset[this.asks ? "saves" : "sends"];
  }

  begin({ key, version, text, to }) {
    const { edits, draft, ...content } = this.whole();
    if (edits && edits.text !== content.text) return void (this.writing.trouble.textContent = say("finish_first"));
    this.change({ text, to, half: "", card: null, reply: null, edits: { key, version, text }, draft: draft ?? content });
    this.writing.goOn();
  }

  /** What was being written comes back. A text that can no longer be saved stays, as one that was not sent. */
  leave() {
    const { edits, draft, ...content } = this.whole();
    const { where: { about, key, fact }, circle, form: { dataset: { sends: action } } } = this.writing;
    const unsent = { ...about, ...content, key, fact, action, names: circle.names(), state: "refused" };
    if (this.told.lost && content.text !== edits.text) outbox.add({ ...unsent, note: this.told.news });
    this.change({ ...draft, edits: null, draft: null });
    this.writing.goOn();
  }

  /** It takes the place of what was said; what cannot be saved stays. */
  async save() {
    const { edits, text } = this.whole();
    const { form, field } = this.writing;
    const saved = await ask("save-edit", { key: edits.key, text: text.toWellFormed(), nonce: newNonce() }, form);
    if (!saved || this.content.edits !== edits) return;
    // One may have typed on meanwhile.
    if (field.value === text) this.leave();
    else this.change({ edits: { ...edits, ...saved, text } });
  }

  /** It may have become otherwise, or have gone: whoever edits it is told, and keeps the text. */
  async compare() {
    const { edits, text } = this.whole();
    const told = edits && (await ask("editing", { ...edits, text: text.toWellFormed() }, null, () => false));
    if (!told || this.content.edits !== edits) return;
    return told.saved ? this.leave() : this.put(this.content, told);
  }

  #key(event) {
    const { key, isComposing, altKey, defaultPrevented } = event;
    const isMeant = this.asks ? key === "Escape" : key === "ArrowUp" && !event.target.value && !this.whole().card;
    if (!isMeant || isComposing || altKey || defaultPrevented) return;
    event.preventDefault();
    return this.asks ? this.leave() : ask("edit-last", this.writing.where.about);
  }
}
