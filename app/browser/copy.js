import { onAction } from "miaou/actions.js";
import { show } from "miaou/toast.js";

/** A press on `[data-action=copy]` copies what stands in the field of the id `data-copy`, and says `data-copied`. */
onAction("copy", async ({ dataset }) => {
  const field = document.getElementById(dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // On plain http, browsers offer no clipboard but the old way.
    field.select();
    if (!document.execCommand("copy")) return;
  }
  show(dataset.copied);
});
