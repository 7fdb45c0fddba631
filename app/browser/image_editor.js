import { make } from "miaou/fragment.js";
import { ImageSquare, ZOOMS } from "miaou/image_square.js";
import { sent } from "miaou/upload.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/**
 * A dialog's image editor: from a file, a drop or a paste to a new image at `data-address`. It is in one state
 * (`data-state`): "empty" (nothing brought yet), "placing" or "unshown" (a file that this browser cannot show); and
 * perhaps `data-sending`. What is pressed says what it does: `data-image`.
 */
export function attach(root) {
  new ImageEditor(root);
}

class ImageEditor {
  #file = null;
  #leaving = null;

  constructor(root) {
    const [dialog, form, chooser] = [root.closest("dialog"), root.closest("form"), root.querySelector("[type=file]")];
    Object.assign(this, { root, dialog, chooser, progress: root.querySelector("progress") });
    this.stage = root.querySelector(".stage");
    this.square = new ImageSquare(this.stage, root.querySelector("[type=range]"));
    this.done = form.appendChild(make("p", "aloud"));
    this.done.setAttribute("role", "status");
    const does = {
      open: () => this.#open(),
      choose: () => chooser.click(),
      keep: () => this.#keep(),
      remove: () => this.#send("DELETE"),
      cancel: () => this.#cancel(),
      "zoom-in": () => this.square.zoom(ZOOMS["+"]),
      "zoom-out": () => this.square.zoom(ZOOMS["-"]),
    };
    form.addEventListener("click", ({ target }) => does[target.closest("[data-image]")?.dataset.image]?.());
    this.stage.addEventListener("click", () => this.#state === "empty" && chooser.click());
    root.addEventListener("keydown", (event) => this.#enter(event));
    chooser.addEventListener("change", () => {
      this.#take(chooser.files[0]);
      // The same file, chosen again, is a choice as well.
      chooser.value = "";
    });
    dialog.addEventListener("paste", (event) => this.#paste(event));
    for (const type of ["dragenter", "dragover", "drop"]) dialog.addEventListener(type, (event) => this.#drag(event));
    dialog.addEventListener("dragleave", ({ relatedTarget }) => dialog.contains(relatedTarget) || this.#dropping(false));
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

  get #state() {
    return this.root.dataset.state;
  }

  set #state(state) {
    this.root.dataset.state = state;
    this.stage.tabIndex = state === "placing" ? 0 : -1;
    // Without a picture to place it shows nothing that is not said beside it.
    this.stage.ariaHidden = String(state !== "placing");
  }

  /** The card may have drawn it anew since. */
  get opener() {
    return this.dialog.querySelector("[data-image=open]");
  }

  /** The focus goes where the work goes on. */
  #focus() {
    const next = { empty: ".first", placing: ".stage", unshown: ".keep" }[this.#state];
    this.root.querySelector(this.#leaving ? "[data-image=cancel]" : next).focus();
  }

  #open() {
    this.#trouble("");
    this.root.hidden = false;
    const now = this.opener.firstElementChild.cloneNode(true);
    now.classList.add("now");
    this.stage.querySelector(".now")?.remove();
    this.stage.append(now);
    this.#state = "empty";
    this.#focus();
  }

  #cancel() {
    // What is on its way is called back; the picture stays, to be sent again.
    if (this.#leaving) this.#leaving.abort();
    else this.#shut();
  }

  #shut() {
    this.#forget();
    this.root.hidden = true;
    this.opener.focus();
  }

  #forget() {
    URL.revokeObjectURL(this.address);
    this.#file = null;
    this.square.clear();
  }

  async #take(file) {
    if (!file || this.#leaving) return;
    if (this.root.hidden) this.#open();
    const { heaviest, tooHeavy, noPicture } = this.root.dataset;
    // The server would say so as well, when all of it has come.
    if (file.size > heaviest) return this.#trouble(tooHeavy);
    if (file.type && !file.type.startsWith("image/")) return this.#trouble(noPicture);
    this.#forget();
    this.#file = file;
    this.address = URL.createObjectURL(file);
    const picture = Object.assign(new Image(), { src: this.address });
    const isShown = await picture.decode().then(() => picture.naturalWidth > 0, () => false);
    if (this.#file !== file) return;
    this.#trouble("");
    this.#state = isShown ? "placing" : "unshown";
    if (isShown) this.square.show(picture);
    this.#focus();
  }

  #keep() {
    const { fractions } = this.square;
    return this.#send("POST", fractions ? `?${new URLSearchParams(fractions)}` : "", this.#file);
  }

  async #send(method, square = "", body = null) {
    if (this.#leaving) return;
    this.#trouble("");
    this.#leaving = new AbortController();
    this.#sending(true);
    this.#focus();
    const { signal } = this.#leaving;
    const request = sent(method, this.root.dataset.address + square, body, (part) => this.#went(part), signal);
    const answer = await request.catch(() => signal.aborted || this.#trouble(say(wire.online ? "no_answer" : "not_now")));
    this.#leaving = null;
    this.#sending(false);
    if (answer?.refused) this.#refused(answer.refused);
    else if (answer?.image !== undefined) return this.#changed(answer);
    this.#focus();
  }

  #sending(sends) {
    this.root.dataset.sending = String(sends);
    this.#went(0);
    const controls = "input, button:not([data-image=cancel])";
    for (const control of this.root.querySelectorAll(controls)) control.disabled = sends;
  }

  #went(part) {
    // All of it is there: how long the rest takes, nobody knows.
    if (part < 1) this.progress.value = part;
    else this.progress.removeAttribute("value");
  }

  #refused(sentence) {
    this.#trouble(sentence);
    if (this.#state !== "unshown") return;
    // Nobody could see it: it was no picture at all.
    this.#forget();
    this.#state = "empty";
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
    if (this.#state === "placing") this.#keep();
  }

  #paste(event) {
    const { files, types } = event.clipboardData;
    // What is copied from a text processor is a text and a picture of it: a field wants the text.
    if (!files.length || (event.target.matches("input, textarea") && types.includes("text/plain"))) return;
    event.preventDefault();
    this.#take(files[0]);
  }

  #drag(event) {
    const { types, files } = event.dataTransfer;
    const drops = event.type === "drop";
    this.#dropping(types.includes("Files") && !drops);
    if (!types.includes("Files")) return;
    event.preventDefault();
    if (drops) this.#take(files[0]);
  }

  #dropping(drops) {
    this.dialog.toggleAttribute("data-dropping", drops);
  }
}
