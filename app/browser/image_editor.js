import { answered } from "miaou/actions.js";
import { ImageSquare, ZOOMS } from "miaou/image_square.js";
import { sent } from "miaou/upload.js";

/**
 * A dialog's image editor: from a file, a drop or a paste to a new image at `data-address`. It is in one state
 * (`data-state`): "empty" (nothing brought yet), "placing" or "unshown" (a file that this browser cannot show); and
 * perhaps `data-sending`. What is pressed says what it does: `data-image`.
 */
export function attach(root) {
  const [dialog, form] = [root.closest("dialog"), root.closest("form")];
  const parts = [".stage", "[type=range]", "[type=file]", ".trouble"];
  const [stage, slider, chooser, trouble] = parts.map((css) => root.querySelector(css));
  const square = new ImageSquare(stage, slider);
  let [file, address, leaving] = [null, "", null];

  /** The focus goes where the work goes on. */
  const become = (state, sentence = "") => {
    root.dataset.state = state;
    trouble.textContent = sentence;
    stage.tabIndex = state === "placing" ? 0 : -1;
    // Without a picture to place it shows nothing that is not said beside it.
    stage.ariaHidden = String(state !== "placing");
    const next = { empty: ".first", placing: ".stage", unshown: ".keep" }[state];
    root.querySelector(leaving ? "[data-image=cancel]" : next).focus();
  };
  /** The dialog may have drawn it anew since. */
  const opener = () => dialog.querySelector("[data-image=open]");
  const open = () => {
    const now = opener().firstElementChild.cloneNode(true);
    now.classList.add("now");
    stage.querySelector(".now")?.remove();
    stage.append(now);
    root.hidden = false;
    become("empty");
  };
  const forget = () => {
    URL.revokeObjectURL(address);
    file = null;
    square.clear();
  };
  const shut = () => {
    forget();
    root.hidden = true;
    opener().focus();
  };
  const take = async (brought) => {
    if (!brought || leaving) return;
    if (root.hidden) open();
    const { heaviest, tooHeavy, noPicture, state } = root.dataset;
    // The server would say so as well, when all of it has come.
    if (brought.size > heaviest) return become(state, tooHeavy);
    if (brought.type && !brought.type.startsWith("image/")) return become(state, noPicture);
    forget();
    file = brought;
    address = URL.createObjectURL(file);
    const picture = Object.assign(new Image(), { src: address });
    const isShown = await picture.decode().then(() => picture.naturalWidth > 0, () => false);
    if (file !== brought) return;
    if (isShown) square.show(picture);
    become(isShown ? "placing" : "unshown");
  };
  /** The file and its square, if there are any; meanwhile nothing but "cancel" answers. */
  const send = async (method) => {
    if (leaving) return;
    leaving = new AbortController();
    const { signal } = leaving;
    root.dataset.sending = "true";
    become(root.dataset.state);
    const chosen = new URLSearchParams(square.fractions ?? {});
    const bar = root.querySelector("progress");
    // All of it is there: how long the rest takes, nobody knows.
    const went = (part) => (part < 1 ? (bar.value = part) : bar.removeAttribute("value"));
    const request = sent(method, `${root.dataset.address}?${chosen}`, file, went, signal);
    const answer = await answered(request, () => !signal.aborted);
    leaving = null;
    root.dataset.sending = "false";
    // What shows the image is drawn anew by whoever drew it.
    if (answer && !answer.refused) return shut();
    // Nobody could see it, and it was no picture at all.
    const isNone = answer && root.dataset.state === "unshown";
    if (isNone) forget();
    become(isNone ? "empty" : root.dataset.state, answer?.refused);
  };
  /** Something is pasted, or dragged over the dialog, or dropped: until then nobody is told which files. */
  const bring = (event) => {
    const { files, types } = event.clipboardData ?? event.dataTransfer;
    // What is copied from a text processor is a text and a picture of it: a field wants the text.
    const isText = types.includes("text/plain") && event.target.matches("input, textarea");
    if (!types.includes("Files") || isText) return;
    event.preventDefault();
    dialog.toggleAttribute("data-dropping", event.type.startsWith("drag"));
    take(files[0]);
  };
  const does = {
    open,
    choose: () => chooser.click(),
    keep: () => send("POST"),
    remove: () => send("DELETE"),
    // What is on its way is called back; the picture stays, to be sent again.
    cancel: () => (leaving ? leaving.abort() : shut()),
    "zoom-in": () => square.zoom(ZOOMS["+"]),
    "zoom-out": () => square.zoom(ZOOMS["-"]),
  };

  become("empty");
  form.addEventListener("click", ({ target }) => does[target.closest("[data-image]")?.dataset.image]?.());
  stage.addEventListener("click", () => root.dataset.state === "empty" && chooser.click());
  root.addEventListener("keydown", (event) => {
    // Enter on the stage or the slider keeps the image; it never sends the form.
    if (event.key !== "Enter" || event.target.closest("button")) return;
    event.preventDefault();
    if (root.dataset.state === "placing") does.keep();
  });
  chooser.addEventListener("change", () => {
    take(chooser.files[0]);
    // The same file, chosen again, is a choice as well.
    chooser.value = "";
  });
  for (const way of ["paste", "dragenter", "dragover", "drop"]) dialog.addEventListener(way, bring);
  const leave = ({ relatedTarget }) => dialog.contains(relatedTarget) || dialog.removeAttribute("data-dropping");
  dialog.addEventListener("dragleave", leave);
  dialog.addEventListener("cancel", (event) => {
    // Escape leads back to the form, and from there out.
    if (root.hidden || event.target !== dialog) return;
    event.preventDefault();
    does.cancel();
  });
  dialog.addEventListener("close", () => {
    leaving?.abort();
    forget();
  });
}
