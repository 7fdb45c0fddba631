import { aloud, facts, fill, filled, say, show, tried, wire } from "miaou/base.js";
import { newNonce } from "miaou/outbox.js";

/** The chips of what this page is sending, by the part that each is of what is written, in whichever place. */
const going = new Map();
/** A part as it is by now: it may have come where one writes no more. */
const asItIs = (file) => tried(() => JSON.parse(sessionStorage.getItem(file.part))) ?? file;

/**
 * The files that go with a form: what its file field takes, and what is added. In the `.tray` beside it each is a chip
 * with a form of its own: one that sends it, made by the template there from its {name} and what is known of the place;
 * and when that is "sent", as the answer has it `shown`, with its `id`: the state hears "brought". `data-out` takes it
 * out. The field says `data-most` how many, of what `data-largest` size, and `data-many`, `data-large`, `data-folder`.
 */
export class Tray {
  /** In order: {part, shown, key}. Without a key it is on its way, or lost. */
  files = [];

  /** @param {() => object} place where it goes  @param {(files: object[]) => void} change hears which there are now */
  constructor(form, place, change, signal) {
    const parts = ["[name=files]", ".tray", ".tray + template"];
    const [field, list, template] = parts.map((css) => form.parentElement.querySelector(css));
    Object.assign(this, { field, list, template, place, change });
    field.addEventListener("change", () => {
      this.add([...field.files]);
      field.value = "";
    });
    // Last of all that this asks for.
    list.onclick = ({ target }) => target.closest("[data-out]") && setTimeout(() => this.#drop(target));
    wire.state.on("brought", (part) => this.files.some((it) => it.part === part) && change([...this.files]), signal);
    wire.on("online", () => this.#send(), signal);
  }

  isWhole = () => this.files.every(({ key }) => key);

  /** Shows these and no others. */
  put(files) {
    if (files === this.files) return;
    this.files = files.map(asItIs);
    this.list.replaceChildren(...this.files.map(({ part, shown }) => going.get(part) ?? facts.nodes(shown)));
    this.#send();
  }

  /** Takes some more; what cannot go along is said. */
  add(files, folders = []) {
    if (this.field.disabled) return;
    const { most, largest, many, large, folder } = this.field.dataset;
    const all = [...this.files];
    for (const file of files) {
      const trouble = folders.includes(file.name) ? folder : file.size > largest ? large : all.length >= most && many;
      if (trouble) show(fill(trouble, file), "error");
      else all.push(this.#made(file));
    }
    this.change(all);
  }

  #made(file, { name } = file) {
    const [part, brought] = [newNonce(), new DataTransfer()];
    const shown = filled(this.template, { ...this.place(), name });
    const chip = facts.nodes(shown).firstElementChild;
    brought.items.add(file);
    chip.querySelector("[type=file]").files = brought.files;
    chip.querySelector("form").addEventListener("sent", ({ detail }) => {
      going.delete(part);
      tried(() => sessionStorage.setItem(part, JSON.stringify({ part, key: detail.id, shown: detail.shown })));
      aloud(say("is_there", { name }));
      wire.state.emit("brought", part);
    });
    going.set(part, chip);
    return { part, shown };
  }

  /** What has not begun yet, or broke off, however soon after; but what was refused waits for a press. */
  #send() {
    for (const form of this.files.flatMap(({ part }) => going.get(part)?.firstElementChild ?? [])) {
      const waits = form.ariaBusy !== "true" && !form.querySelector(".trouble:not(:empty)");
      if (waits) (delete form.dataset.pressed, form.requestSubmit(form.querySelector("[type=submit]")));
    }
  }

  #drop(target) {
    const at = [...this.list.children].findIndex((chip) => chip.contains(target));
    if (at < 0) return;
    const { part } = this.files[at];
    going.get(part)?.firstElementChild.reset();
    going.delete(part);
    this.change(this.files.toSpliced(at, 1));
  }
}
