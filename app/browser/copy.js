import { onAction } from "miaou/actions.js";

const SAID_MS = 2_000;

/** A press on `[data-action=copy]` copies what stands in the field of the id `data-copy`, and says `data-copied`. */
onAction("copy", async (button) => {
  if (!(await copied(document.getElementById(button.dataset.copy)))) return;
  const label = button.querySelector("span");
  const before = label.textContent;
  label.textContent = button.dataset.copied;
  button.disabled = true;
  setTimeout(() => {
    label.textContent = before;
    button.disabled = false;
  }, SAID_MS);
});

/** On plain http, browsers offer no clipboard but the old way. */
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}
