import { onAction, originNow, show } from "miaou/base.js";

/**
 * A press on `[data-action=copy]` copies something, and says `data-copied`: what stands in the field of the id
 * `data-copy`, the text of the `data-copies` in the row that a menu was opened on, or else where it leads.
 */
onAction("copy", ({ dataset: { copy, copies, copied }, href }) => {
  const source = copies ? originNow().on.closest("[data-key]").querySelector(copies) : document.getElementById(copy);
  const put = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", source?.value ?? source?.innerText ?? href);
  };
  // The old way: on plain http, and in other sites' pages, browsers offer no other.
  document.addEventListener("copy", put);
  if (document.execCommand("copy")) show(copied);
  document.removeEventListener("copy", put);
});
