import { onAction } from "miaou/actions.js";
import { originNow } from "miaou/menu.js";
import { show } from "miaou/toast.js";

/**
 * A press on `[data-action=copy]` copies something, and says `data-copied`: what stands in the field of the id
 * `data-copy`, the text of the `data-copies` in the row that a menu was opened on, or else where it leads.
 */
onAction("copy", async ({ dataset: { copy, copies, copied }, href }) => {
  const source = copies ? originNow().on.closest("[data-key]").querySelector(copies) : document.getElementById(copy);
  const text = source?.value ?? source?.innerText ?? href;
  // On plain http, browsers offer no clipboard but the old way.
  if (await navigator.clipboard?.writeText(text).then(() => true, () => false) || copiedOf(text)) show(copied);
});

function copiedOf(text) {
  const put = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", text);
  };
  document.addEventListener("copy", put);
  const isDone = document.execCommand("copy");
  document.removeEventListener("copy", put);
  return isDone;
}
