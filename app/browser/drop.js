/** What was brought where no field takes it. */
let brought = null;

/** A file field takes what is pasted into its dialog, or dropped on it; so does a button that leads to such a one. */
export function attach(taker, signal) {
  const take = (files) => {
    brought = taker.files ? null : files;
    if (brought) return taker.click();
    taker.files = files;
    taker.dispatchEvent(new Event("change", { bubbles: true }));
  };
  onBrought(taker.closest("dialog"), take, signal);
  if (brought && taker.files) take(brought);
}

/**
 * What is pasted or dropped in a zone, but for the dialogs within it, is to `take`: its files, on what they came, and
 * the names of those that are folders. While something is dragged over it, the zone is `data-dropping`.
 */
export function onBrought(zone, take, signal) {
  /** Until something is dropped nobody is told which files. */
  const bring = (event) => {
    const { files, types, items } = event.clipboardData ?? event.dataTransfer;
    // What is copied from a text processor is a text and a picture of it: a field wants the text.
    const isText = types.includes("text/plain") && event.target.matches("input, textarea");
    if (!types.includes("Files") || isText || event.target.closest("dialog") !== zone.closest("dialog")) return;
    event.preventDefault();
    zone.toggleAttribute("data-dropping", event.type.startsWith("drag"));
    const folders = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry?.isDirectory);
    if (files.length) take(files, event.target, folders.map(({ name }) => name));
  };
  for (const way of ["paste", "dragenter", "dragover", "drop"]) zone.addEventListener(way, bring, { signal });
  const leave = ({ relatedTarget }) => zone.contains(relatedTarget) || zone.removeAttribute("data-dropping");
  zone.addEventListener("dragleave", leave, { signal });
}
