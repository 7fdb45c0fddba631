import { perform } from "miaou/actions.js";

const LONG_PRESS_MS = 500;
const MOVED_PX = 10;
/**
 * A double click or a long press on a row of what has `data-press=ACTION`, or a key on its `data-row`, asks for that;
 * of what has `data-hold=ACTION` a long press, or the menu key on the row itself.
 */
const ROW = ":is([data-press], [data-hold]) > [data-key]";
const isAnother = (target) => target.closest("a[href], button:not([data-row])");

let [timer, start] = [0, null];
const stop = () => clearTimeout(timer);

// A finger that rests is a right click, also where the browser makes none of it. One on a button never is.
document.addEventListener("pointerdown", (event) => {
  stop();
  start = event;
  const { pointerType, isPrimary, target } = event;
  if (pointerType !== "mouse" && isPrimary && !isAnother(target)) timer = setTimeout(rest, LONG_PRESS_MS);
});
document.addEventListener("pointermove", ({ clientX, clientY }) => {
  if (start && Math.hypot(clientX - start.clientX, clientY - start.clientY) > MOVED_PX) stop();
});
for (const name of ["pointerup", "pointercancel", "contextmenu", "scroll"]) window.addEventListener(name, stop, true);

function rest() {
  const { target, clientX, clientY, pointerId } = start;
  const finger = { clientX, clientY, pointerId, pointerType: "touch", bubbles: true, cancelable: true };
  if (target.dispatchEvent(new PointerEvent("contextmenu", finger))) return;
  navigator.vibrate?.(20);
  // The browser's own comes too late, and the click of the finger that lifts would choose what has opened below it.
  swallow("click", "contextmenu");
}

/** These events mean nothing when they come of lifting what is down. What is pressed after it, or a key, means to. */
export function swallow(...names) {
  const lifted = new AbortController();
  const options = { capture: true, signal: lifted.signal };
  const stopEvent = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  for (const name of names) window.addEventListener(name, stopEvent, options);
  for (const name of ["pointerdown", "keydown"]) window.addEventListener(name, () => lifted.abort(), options);
}

document.addEventListener("dblclick", pressed);
document.addEventListener("contextmenu", (event) => event.pointerType === "touch" && pressed(event));
// Without a pointer it comes from a key, or from a screen reader.
document.addEventListener("click", (event) => !event.detail && event.target.closest("[data-row]") && pressed(event));

document.addEventListener("keydown", (event) => asksForMenu(event) && event.target.matches(ROW) && pressed(event));
export const asksForMenu = ({ key, shiftKey }) => key === "ContextMenu" || (key === "F10" && shiftKey);

function pressed(event) {
  const row = event.target.closest(ROW);
  const { press, hold } = row?.parentElement.dataset ?? {};
  const action = event.type === "dblclick" ? press : (press ?? hold);
  if (!action || isAnother(event.target)) return;
  event.preventDefault();
  perform(action, row, event);
}
