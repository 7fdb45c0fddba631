import { touch, touched } from "miaou/carry.js";
import { show } from "miaou/toast.js";
import { wire } from "miaou/wire.js";

const KEPT = "miaou:dialog";

let waiting = null;

/** What is done in an open dialog outlives the reload that a server brings about which has forgotten the page. */
export function keepDialogs() {
  window.addEventListener("pagehide", () => {
    const dialog = document.querySelector("dialog[open][data-again]");
    // Whoever reloads the page by themselves wants it anew.
    if (wire.online || !dialog) return;
    const kept = { me: wire.state.me, again: dialog.dataset.again, done: touched(dialog) };
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  });
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (!kept) return;
  wire.once("online", () => reopen(JSON.parse(kept)));
}

/** Does in a dialog that has just opened what was done in the one before. */
export function doAgain(dialog) {
  if (waiting?.again !== dialog.dataset.again) return;
  touch(dialog, waiting.done);
  waiting = null;
}

async function reopen(kept) {
  // Somebody else may have come in here since.
  if (kept.me !== wire.state.me) return;
  const [name, payload] = JSON.parse(kept.again);
  waiting = kept;
  const answer = await wire.call(name, payload).catch(() => null);
  if (answer?.refused) show(answer.refused, "error");
}
