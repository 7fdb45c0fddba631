import { perform } from "miaou/actions.js";

const LONG_PRESS_MS = 500;
const MOVED_PX = 10;

/**
 * A finger that rests: some browsers open a menu of their own then, some do nothing.
 * @param {(target: Element) => boolean} counts whether a press there does; one on a button never does
 * @param {(target: Element, place: {x: number, y: number}) => void} pressed
 */
export function pressLong(counts, pressed) {
  let timer = 0;
  let start = { x: 0, y: 0 };
  const stop = () => clearTimeout(timer);
  document.addEventListener("pointerdown", ({ target, pointerType, isPrimary, clientX: x, clientY: y }) => {
    stop();
    if (pointerType === "mouse" || !isPrimary || target.closest("button") || !counts(target)) return;
    start = { x, y };
    timer = setTimeout(() => {
      navigator.vibrate?.(20);
      pressed(target, start);
      // The click that lifting the finger makes would choose what has opened below it.
      const once = { capture: true, once: true };
      window.addEventListener("click", swallow, once);
      window.addEventListener("pointerdown", () => window.removeEventListener("click", swallow, true), once);
    }, LONG_PRESS_MS);
  });
  document.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (Math.hypot(clientX - start.x, clientY - start.y) > MOVED_PX) stop();
  });
  for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, stop, true);
  window.addEventListener("contextmenu", (event) => event.defaultPrevented || stop(), true);
  document.addEventListener("scroll", stop, true);
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

const ROW = "[data-press] > [data-key]";

/** A double click, a long press, or Enter on a row of what has `data-press=ACTION` asks for that. */
function pressed(target, event) {
  const row = target.closest?.(ROW);
  if (row && !target.closest("button")) perform(row.parentElement.dataset.press, row, event);
}

document.addEventListener("dblclick", (event) => pressed(event.target, event));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(ROW)) return;
  event.preventDefault();
  pressed(event.target, event);
});
// The press is ours: the phone's own menu would cover what it did.
window.addEventListener("contextmenu", (event) => {
  if (event.pointerType === "touch" && event.target.closest(ROW)) event.preventDefault();
}, true);
pressLong((target) => target.closest(ROW), (target) => pressed(target, { type: "press" }));
