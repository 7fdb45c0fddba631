import { make } from "miaou/fragment.js";
import { ImageStage } from "miaou/image_stage.js";
import { send } from "miaou/image_upload.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** Brings the image editor of a dialog to life. */
export function attach(root) {
  new ImageEditor(root);
}

/**
 * From a file, a drop or a paste to a new image at `data-address`. It is in one state (`data-state`): "empty" (nothing brought
 * yet), "placing" or "unshown" (a file that this browser cannot show); and perhaps `data-sending`.
 */
class ImageEditor {
  #file = null;
  #leaving = null;

  constructor(root) {
    this.root = root;
    this.dialog = root.closest("dialog");
    this.form = root.closest("form");
    this.chooser = root.querySelector(".file");
    this.progress = root.querySelector("progress");
    this.stage = new ImageStage(root.querySelector(".stage"), root.querySelector("[type=range]"));
    this.done = this.form.appendChild(make("p", "aloud"));
    this.done.setAttribute("role", "status");
    this.#wire();
  }

  #wire() {
    const { dialog, form, root, chooser } = this;
    const does = {
      open: () => this.#open(),
      choose: () => chooser.click(),
      keep: () => this.#keep(),
      remove: () => this.#send("DELETE", root.dataset.address),
      cancel: () => this.#cancel(),
      "zoom-in": () => this.stage.zoomIn(),
      "zoom-out": () => this.stage.zoomOut(),
    };
    form.addEventListener("click", ({ target }) => does[target.closest("[data-image]")?.dataset.image]?.());
    this.stage.element.addEventListener("click", () => this.state === "empty" && chooser.click());
    root.addEventListener("keydown", (event) => this.#enter(event));
    chooser.addEventListener("change", () => {
      this.#take(chooser.files[0]);
      // The same file, chosen again, is a choice as well.
      chooser.value = "";
    });
    dialog.addEventListener("paste", (event) => this.#paste(event));
    for (const type of ["dragenter", "dragover"]) dialog.addEventListener(type, (event) => this.#over(event));
    dialog.addEventListener("dragleave", (event) => this.#out(event));
    dialog.addEventListener("drop", (event) => this.#drop(event));
    dialog.addEventListener("cancel", (event) => {
      // Escape leads back to the form, and from there out.
      if (root.hidden || event.target !== dialog) return;
      event.preventDefault();
      this.#cancel();
    });
    dialog.addEventListener("close", () => {
      this.#leaving?.abort();
      this.#forget();
    });
  }

  get state() {
    return this.root.dataset.state;
  }

  #enterState(state) {
    const { root, stage } = this;
    root.dataset.state = state;
    const placing = state === "placing";
    stage.element.tabIndex = placing ? 0 : -1;
    // Without a picture to place it shows nothing that is not said beside it.
    stage.element.setAttribute("aria-hidden", String(!placing));
  }

  /** The focus goes where the work goes on. */
  #focus() {
    const next = { empty: ".first", placing: ".stage", unshown: ".keep" }[this.state];
    this.root.querySelector(this.sending ? "[data-image=cancel]" : next).focus();
  }

  get sending() {
    return this.root.dataset.sending === "true";
  }

  set sending(sends) {
    this.root.dataset.sending = String(sends);
    const controls = "input, button:not([data-image=cancel])";
    for (const control of this.root.querySelectorAll(controls)) control.disabled = sends;
  }

  #open() {
    const { root, stage } = this;
    this.#trouble("");
    root.hidden = false;
    this.dialog.dataset.editing = "image";
    const now = this.form.querySelector(".face .cat").cloneNode(true);
    now.classList.replace("absent", "now") || now.classList.add("now");
    stage.element.querySelector(".now")?.remove();
    stage.element.append(now);
    this.#enterState("empty");
    this.#focus();
  }

  #cancel() {
    // What is on its way is called back; the picture stays, to be sent again.
    if (this.#leaving) return void this.#leaving.abort();
    this.#shut();
  }

  #shut() {
    this.#forget();
    this.root.hidden = true;
    delete this.dialog.dataset.editing;
    this.form.querySelector(".face").focus();
  }

  #forget() {
    URL.revokeObjectURL(this.address);
    this.#file = null;
    this.stage.clear();
  }

  async #take(file) {
    if (!file || this.sending) return;
    if (this.root.hidden) this.#open();
    const { heaviest, tooHeavy, noPicture } = this.root.dataset;
    // The server would say so as well, when all of it has come.
    if (file.size > heaviest) return this.#trouble(tooHeavy);
    if (file.type && !file.type.startsWith("image/")) return this.#trouble(noPicture);
    this.#forget();
    this.#file = file;
    this.address = URL.createObjectURL(file);
    const picture = await shown(this.address);
    if (this.#file !== file) return;
    this.#trouble("");
    this.#enterState(picture ? "placing" : "unshown");
    if (picture) this.stage.show(picture);
    this.#focus();
  }

  #keep() {
    const { crop } = this.stage;
    const square = crop ? `?${new URLSearchParams(crop.fractions)}` : "";
    return this.#send("POST", this.root.dataset.address + square, this.#file);
  }

  async #send(method, address, body = null) {
    if (this.sending) return;
    this.#trouble("");
    this.#went(0);
    this.sending = true;
    this.#focus();
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    let answer = null;
    try {
      answer = await send(method, address, { body, signal, onProgress: (part) => this.#went(part) });
    } catch {
      if (!signal.aborted) this.#trouble(say(wire.online ? "no_answer" : "not_now"));
    }
    this.#leaving = null;
    this.sending = false;
    if (answer && !answer.refused) return this.#changed(answer);
    if (answer) this.#refused(answer.refused);
    this.#focus();
  }

  #refused(sentence) {
    this.#trouble(sentence);
    if (this.state !== "unshown") return;
    // Nobody could see it: it was no picture at all.
    this.#forget();
    this.#enterState("empty");
  }

  #went(part) {
    // All of it is there: how long the rest takes, nobody knows.
    if (part < 1) this.progress.value = part;
    else this.progress.removeAttribute("value");
  }

  /** What shows the image is drawn anew by whoever drew it. */
  #changed({ image }) {
    this.root.dataset.worn = String(image);
    this.done.textContent = this.root.dataset.changed;
    this.#shut();
  }

  #trouble(sentence) {
    this.root.querySelector(".trouble").textContent = sentence;
  }

  #enter(event) {
    // Enter on the stage or the slider keeps the image; it never sends the form.
    if (event.key !== "Enter" || event.target.closest("button")) return;
    event.preventDefault();
    if (this.state === "placing") this.#keep();
  }

  #paste(event) {
    const { files, types } = event.clipboardData;
    // What is copied from a text processor is a text and a picture of it: a field wants the text.
    if (!files.length || (event.target.matches("input, textarea") && types.includes("text/plain"))) return;
    event.preventDefault();
    this.#take(files[0]);
  }

  #over(event) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.dialog.dataset.dropping = "image";
  }

  #out(event) {
    if (!this.dialog.contains(event.relatedTarget)) delete this.dialog.dataset.dropping;
  }

  #drop(event) {
    delete this.dialog.dataset.dropping;
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.#take(event.dataTransfer.files[0]);
  }
}

/** The picture at that address, decoded and upright; null when this browser cannot. */
async function shown(address) {
  const picture = new Image();
  picture.src = address;
  try {
    await picture.decode();
    return picture.naturalWidth ? picture : null;
  } catch {
    return null;
  }
}
