import { onAction } from "miaou/actions.js";
import { show } from "miaou/toast.js";

/** A press on `[data-action=copy]` copies what stands in the field of the id `data-copy`, and says `data-copied`. */
onAction("copy", ({ dataset }) => {
  document.getElementById(dataset.copy).select();
  // The old way: on plain http browsers offer no clipboard.
  if (document.execCommand("copy")) show(dataset.copied);
});
