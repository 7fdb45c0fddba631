import { facts } from "miaou/facts.js";
import { filled } from "miaou/filled.js";
import { newNonce } from "miaou/outbox.js";
import { show } from "miaou/toast.js";
import { wire } from "miaou/wire.js";
import { fill } from "miaou/words.js";

/** Of a long name so much always shows of its end. */
const TAIL = 8;
/** The chips of what this page is sending, by the part that each is of what is written, in whichever place. */
const going = new Map();

/**
 * The files that go with a form: what its file field takes, and what is added. In the `.tray` beside it each is a chip
 * with a form of its own: one that sends it, made by the template there from its {name} ({head}, {tail}) and what is
 * known of the place; and when that is "sent", as the answer has it `shown`, with its `id`. `data-out` takes it out. The
 * field says how many there may be, `data-most`, of what size, `data-largest`, and why others are not taken, `data-many`,
 * `data-large`, `data-folder`. The state hears "brought", which part is there now and as what.
 */
export class Tray {
  /** In order: {part, name, shown, key}. Without a key it is on its way, or lost. */
  files = [];

  /** @param {() => object} place where it goes  @param {(files: object[]) => void} change hears what is wanted */
  constructor(form, place, change) {
    const parts = ["[name=files]", ".tray", ".tray + template"];
    const [field, list, template] = parts.map((css) => form.parentElement.querySelector(css));
    Object.assign(this, { list, template, limits: field.dataset, place, change });
    field.addEventListener("change", () => {
      this.add([...field.files]);
      field.value = "";
    });
    // Last of all that this asks for.
    const drop = ({ target }) => target.closest("[data-out]") && setTimeout(() => this.#drop(target));
    list.addEventListener("click", drop);
    wire.on("online", () => this.#send());
  }

  /** Shows these and no others. */
  put(files) {
    if (files === this.files) return;
    this.files = files;
    this.list.replaceChildren(...files.map(({ part, shown }) => going.get(part) ?? facts.nodes(shown)));
    this.#send();
  }

  /** Takes some more; what cannot go along is said. */
  add(files, folders = []) {
    const { most, largest, many, large, folder } = this.limits;
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
    const shown = filled(this.template, { ...this.place(), name, head: name.slice(0, -TAIL), tail: name.slice(-TAIL) });
    const chip = facts.nodes(shown).firstElementChild;
    brought.items.add(file);
    chip.querySelector("[type=file]").files = brought.files;
    chip.querySelector("form").addEventListener("sent", ({ detail }) => {
      going.delete(part);
      wire.state.emit("brought", part, { part, name, shown: detail.shown, key: detail.id });
    });
    going.set(part, chip);
    return { part, name, shown };
  }

  /** What has not begun yet, or broke off; but what was refused waits for a press. */
  #send() {
    for (const form of this.files.flatMap(({ part }) => going.get(part)?.firstElementChild ?? [])) {
      const waits = form.ariaBusy !== "true" && !form.querySelector(".trouble:not(:empty)");
      if (waits) form.requestSubmit(form.querySelector("[type=submit]"));
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
