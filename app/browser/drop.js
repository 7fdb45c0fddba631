/** What was brought where no field takes it. */
let brought = null;

/**
 * A file field takes what is pasted into its dialog, or dropped on it; a button has its dialog do so that leads to the
 * one with such a field. While something is dragged over it, the dialog is `data-dropping`.
 */
export function attach(taker, signal) {
  const dialog = taker.closest("dialog");
  const take = (files) => {
    brought = taker.files ? null : files;
    if (brought) return taker.click();
    taker.files = files;
    taker.dispatchEvent(new Event("change", { bubbles: true }));
  };
  /** Until something is dropped nobody is told which files. */
  const bring = (event) => {
    const { files, types } = event.clipboardData ?? event.dataTransfer;
    // What is copied from a text processor is a text and a picture of it: a field wants the text.
    const isText = types.includes("text/plain") && event.target.matches("input, textarea");
    if (!types.includes("Files") || isText) return;
    event.preventDefault();
    dialog.toggleAttribute("data-dropping", event.type.startsWith("drag"));
    if (files.length) take(files);
  };
  for (const way of ["paste", "dragenter", "dragover", "drop"]) dialog.addEventListener(way, bring, { signal });
  const leave = ({ relatedTarget }) => dialog.contains(relatedTarget) || dialog.removeAttribute("data-dropping");
  dialog.addEventListener("dragleave", leave, { signal });
  if (brought && taker.files) take(brought);
}
