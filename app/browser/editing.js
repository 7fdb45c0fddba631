import { ask } from "miaou/actions.js";
import { newNonce, outbox } from "miaou/outbox.js";

/**
 * What was sent is edited where it was written: what is attached as `edits` says so, and what becomes of it meanwhile;
 * what was being written stays beside it, and comes back. The server is asked for the last one there ("edit-last"),
 * what is to be told of one ("editing": how it is `shown`, whether it is `lost`, or `saved`), and to "save-edit".
 */
export class Editing {
  /** @param {Writing} writing  @param {() => object} whole gives all that is written  @param change changes some */
  constructor(writing, whole, change) {
    Object.assign(this, { writing, whole, change, strip: writing.form.querySelector("[data-attached=edits]") });
    writing.field.addEventListener("keydown", (event) => this.#key(event));
    writing.where.on("put", (key) => key === this.whole().edits?.key && this.compare());
  }

  /** What the field asks for, while something is edited. */
  asks = null;

  begin({ to, ...told }) {
    const { edits, text } = this.whole();
    if (edits?.text === text) this.leave();
    const before = this.writing.place.answers;
    this.writing.turn(`edits ${told.key}`);
    if (!this.asks) this.change({ text: told.text, to, half: "", edits: { ...told, before } });
    this.writing.goOn();
  }

  /** What was being written comes back. A text that can no longer be saved stays, as one that was not sent. */
  leave() {
    const { edits, ...content } = this.whole();
    if (!edits) return;
    const { where: { about, key, fact }, circle, form: { dataset: { sends: action } } } = this.writing;
    const unsent = { ...about, ...content, key, fact, action, names: circle.names(), state: "refused" };
    if (edits.lost && content.text !== edits.text) outbox.add({ ...unsent, note: edits.lost });
    this.change({ text: "", to: [], half: "", edits: null, typed: 0 });
    this.writing.turn(edits.before);
    this.writing.goOn();
  }

  /** It takes the place of what was said; what cannot be saved stays. */
  async save() {
    const { edits, text } = this.whole();
    const { form, field } = this.writing;
    const saved = await ask("save-edit", { key: edits.key, text: text.toWellFormed(), nonce: newNonce() }, form);
    if (!saved || this.whole().edits !== edits) return;
    // One may have typed on meanwhile.
    if (field.value === text) this.leave();
    else this.change({ edits: { ...edits, ...saved, text } });
  }

  /** It may have become otherwise, or have gone: whoever edits it is told, and keeps the text. */
  async compare() {
    const { edits, text } = this.whole();
    const told = edits && (await ask("editing", { ...edits, text: text.toWellFormed() }, null, () => false));
    if (!told || this.whole().edits !== edits) return;
    return told.saved ? this.leave() : told.shown !== edits.shown && this.change({ edits: { ...edits, ...told } });
  }

  #key(event) {
    const { key, isComposing, altKey, defaultPrevented } = event;
    const isMeant = this.asks ? key === "Escape" : key === "ArrowUp" && !event.target.value && !this.whole().card;
    if (!isMeant || isComposing || altKey || defaultPrevented) return;
    event.preventDefault();
    return this.asks ? this.leave() : ask("edit-last", this.writing.where.about);
  }
}
