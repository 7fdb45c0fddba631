import { ask, focusIn, refocus, touch, touched, tried, wire } from "miaou/base.js";

/** By page: one may show another one in a frame, that goes with it. */
const KEPT = `miaou:typed:${location.pathname}`;

/**
 * What is typed in slots and not sent outlives a reload that a server brought about which had forgotten the page. A
 * dialog is asked for by the call that opened it, its `data-again`: a name and a payload.
 */
export function keepTyped() {
  // What is sent at once is never half done.
  const slots = [...document.querySelectorAll("[data-slot]:not([data-at-once])")];
  const typed = Object.fromEntries(slots.map((slot) => [placeOf(slot), [touched(slot), focusIn(slot)]]));
  const again = document.querySelector("dialog[open]")?.dataset.again;
  tried(() => sessionStorage.setItem(KEPT, JSON.stringify({ whose: wire.state.me, typed, again })));
}

// Whoever reloads the page by themselves wants it anew.
window.addEventListener("pagehide", () => wire.online || keepTyped());

const before = tried(() => JSON.parse(sessionStorage.getItem(KEPT)));
tried(() => sessionStorage.removeItem(KEPT));
// Somebody else may have come in here since.
const done = before?.whose === wire.state.me ? before : { typed: {} };
if (done.again) wire.once("online").then(() => ask(...JSON.parse(done.again)));

/** Does in a slot that has just come what was done in the one before. */
export function doAgain(slot) {
  const place = placeOf(slot);
  const [kept, focus] = done.typed[place] ?? [[]];
  touch(slot, kept);
  refocus(slot, focus);
  delete done.typed[place];
}

function placeOf(slot) {
  const { dataset, id } = slot.closest("[data-panel]");
  return `${dataset.again ?? id} ${slot.dataset.slot}`;
}
