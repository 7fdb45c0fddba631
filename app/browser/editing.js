import { ask } from "miaou/actions.js";
import { newNonce } from "miaou/outbox.js";
import { show } from "miaou/toast.js";
import { wire } from "miaou/wire.js";
import { say } from "miaou/words.js";

/**
 * What was sent is edited where it was written: the strip `.editing` of the form says so, and how it is meanwhile; what
 * was being written stays beside it (`draft`), and comes back. The server is asked for "edit", which answers
 * {key, place, version, text, to}, for "edit-last" of a place, and to "save-edit".
 */
export class Editing {
  /** What is edited, with its text as it was; and all that was being written before. Null while nothing is edited. */
  content = { edits: null, draft: null };
  #isSaving = false;

  /** `content` gives all that is written in the form, `change` changes some of it, `anew` goes on with it as new. */
  constructor(form, where, { content, change, anew }, signal) {
    const [strip, field, button] = [".editing", "textarea", "[type=submit]"].map((css) => form.querySelector(css));
    Object.assign(this, { form, where, strip, field, button, whole: content, change });
    [this.news, this.anew] = [".news", ".anew"].map((css) => strip.querySelector(css));
    strip.querySelector(".leave").addEventListener("click", () => this.leave());
    this.anew.addEventListener("click", () => {
      const { text, to } = this.whole();
      this.leave();
      anew({ text, to });
    });
    field.addEventListener("keydown", (event) => this.#key(event));
    where.on("put", (key) => key === this.content.edits?.key && this.#compare());
    where.on("shown", () => this.#compare());
    wire.on("online", () => this.#compare(), signal);
  }

  /** What the field asks for, while something is edited. */
  get asks() {
    return this.content.edits && this.strip.ariaLabel;
  }

  put(content) {
    const isSame = content.edits === this.content.edits;
    this.content = content;
    if (!isSame) this.#compare();
    this.strip.hidden = !content.edits;
    this.button.ariaLabel = this.button.firstElementChild.textContent = this.button.dataset[content.edits ? "saves" : "sends"];
  }

  /** With what the server answered. */
  begin({ key, place, version, text, to }) {
    const { edits, draft, ...content } = this.whole();
    if (place !== this.where.key) return;
    if (edits && edits.text !== content.text) return void show(say("finish_first"), "error");
    this.change({ text, to, half: "", card: null, edits: { key, version, text }, draft: draft ?? content });
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(text.length, text.length);
  }

  leave() {
    this.change({ ...this.content.draft, edits: null, draft: null });
    this.field.focus({ preventScroll: true });
  }

  /** It takes the place of what was said; what cannot be saved stays, with the reason. */
  async save() {
    const { edits, text } = this.whole();
    if (this.#isSaving) return;
    this.#isSaving = true;
    const saving = wire.call("save-edit", { key: edits.key, text: text.toWellFormed(), nonce: newNonce() });
    const answer = await saving.catch(() => ({ refused: say(wire.online ? "no_answer" : "not_now") }));
    this.#isSaving = false;
    if (this.content.edits !== edits) return;
    if (answer.refused) this.form.querySelector(".trouble").textContent = answer.refused;
    else if (this.field.value === text) this.leave();
    // One typed on meanwhile.
    else this.change({ edits: { ...edits, version: answer.version, text } });
  }

  /** What one set out to edit may have become otherwise, or have gone: whoever edits it is told, and keeps the text. */
  async #compare() {
    const { edits } = this.content;
    if (!edits) this.#tell("");
    const now = edits && (await wire.call("edit", { key: edits.key }).catch(() => null));
    if (!now || now.why === "busy" || this.content.edits !== edits) return;
    const isOther = now.version !== edits.version;
    if (isOther && now.text === this.field.value) this.leave();
    else this.#tell(now.refused ?? (isOther ? this.strip.dataset.changed : ""), Boolean(now.refused));
  }

  #tell(news, isGone = false) {
    this.news.textContent = news;
    this.anew.hidden = !isGone;
  }

  async #key(event) {
    const { key, repeat, isComposing, shiftKey, ctrlKey, altKey, metaKey } = event;
    if (event.defaultPrevented || repeat || isComposing || shiftKey || ctrlKey || altKey || metaKey) return;
    const leaves = key === "Escape" && this.content.edits;
    const begins = key === "ArrowUp" && !this.content.edits && !this.field.value && !this.whole().card;
    if (leaves || begins) event.preventDefault();
    if (leaves) return this.leave();
    const last = begins && (await ask("edit-last", this.where.about));
    if (last?.key && !this.field.value) this.begin(last);
  }
}
