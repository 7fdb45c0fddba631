import { make } from "miaou/fragment.js";
import { drop, keep, kept } from "miaou/keep.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

const LONGEST = 4_000;
const PAUSE_MS = 500;

/** A sheet to write on. What is typed is kept in the browser at once, and by the server after a pause. */
export function attachMemo(tile) {
  return new Memo(tile);
}

class Memo {
  #unsaved = false;
  #saving = false;
  #timer = 0;

  constructor(tile) {
    this.tile = tile;
    this.draft = `miaou:memo:${wire.state.me}:${tile.id}`;
    this.field = make("textarea");
    this.field.maxLength = LONGEST;
    this.field.dir = "auto";
    this.field.placeholder = say("write_memo");
    this.field.ariaLabel = say("memo");
    this.waits = make("p", "memo-waits", say("memo_waits"));
    this.waits.hidden = true;
    tile.body.append(this.field, this.waits);
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("change", () => this.#unsaved && this.#save());
    this.stops = [
      wire.on("online", () => this.#unsaved && this.#save()),
      wire.on("offline", () => (this.waits.hidden = !this.#unsaved)),
    ];
    this.update(tile.widget);
    const unsaved = kept(this.draft);
    if (unsaved !== null && unsaved !== this.field.value) {
      this.field.value = unsaved;
      this.#typed();
    }
  }

  /** What another tab wrote shows, unless one is writing here. */
  update({ options: { text } }) {
    if (this.#unsaved || this.field.value === text) return;
    const { selectionStart, selectionEnd } = this.field;
    this.field.value = text;
    if (document.activeElement === this.field) this.field.setSelectionRange(selectionStart, selectionEnd);
  }

  close() {
    clearTimeout(this.#timer);
    for (const stop of this.stops) stop();
    drop(this.draft);
  }

  #typed() {
    this.#unsaved = true;
    keep(this.draft, this.field.value);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), PAUSE_MS);
  }

  async #save() {
    clearTimeout(this.#timer);
    this.waits.hidden = wire.online;
    // The next connection saves it.
    if (!wire.online || this.#saving) return;
    this.#saving = true;
    const text = this.field.value;
    const saved = await this.tile.fill({ text });
    this.#saving = false;
    if (this.field.value !== text) return this.#typed();
    if (!saved) return;
    this.#unsaved = false;
    drop(this.draft);
    this.update(this.tile.widget);
  }
}
