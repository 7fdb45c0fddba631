import { ask } from "miaou/actions.js";
import { touch, touched } from "miaou/carry.js";
import { wire } from "miaou/wire.js";

let waiting = null;

/** What is done in an open dialog outlives a reload. */
export function keepDialogs() {
  const kept = overReload("miaou:dialog", () => {
    const dialog = document.querySelector("dialog[open][data-again]");
    return dialog && { me: wire.state.me, again: dialog.dataset.again, done: touched(dialog) };
  });
  if (kept) wire.once("online", () => reopen(kept));
}

/** What `read` gave before a reload that a server brought about which had forgotten the page, and null otherwise. */
export function overReload(name, read) {
  window.addEventListener("pagehide", () => {
    // Whoever reloads the page by themselves wants it anew.
    if (!wire.online) sessionStorage.setItem(name, JSON.stringify(read()));
  });
  const kept = sessionStorage.getItem(name);
  sessionStorage.removeItem(name);
  return JSON.parse(kept);
}

/** Does in a dialog that has just opened what was done in the one before. */
export function doAgain(dialog) {
  if (waiting?.again !== dialog.dataset.again) return;
  touch(dialog, waiting.done);
  waiting = null;
}

function reopen(kept) {
  // Somebody else may have come in here since.
  if (kept.me !== wire.state.me) return;
  const [name, payload] = JSON.parse(kept.again);
  waiting = kept;
  ask(name, payload);
}
