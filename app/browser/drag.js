import { swallow } from "miaou/press.js";

/** A press there means something else. */
const OTHERS = "button, input, textarea, [role=menu]";
const DRAG_PX = 5;
const HOLD_MS = 350;
const EDGE_PX = 44;
const SCROLL_PX = 11;

/**
 * What is pressed in `root`, which may scroll, is dragged once the pointer has gone some way; a finger holds first,
 * unless its `touch-action` is none. Esc gives up, and so does whatever opens meanwhile.
 * @param {object} on `find(target)` tells what a press there would drag; it is `moved`, with {item, target, right,
 *   down, y}: how far, whatever has scrolled, and where the pointer is; and `dropped(item, isMeant)`, still "dragged"
 */
export function onDrag(root, { find, moved, dropped }) {
  let held = null;
  const begin = () => {
    held.moves = true;
    held.item.classList.add("dragged");
    root.setPointerCapture(held.pointer);
    // The click that comes with it opens nothing.
    swallow("click");
  };
  const end = (isMeant) => {
    const { item, moves, timer } = held ?? {};
    held = null;
    clearTimeout(timer);
    if (moves) dropped(item, isMeant);
  };

  root.addEventListener("pointerdown", ({ target, button, isPrimary, pointerId, pointerType, clientX, clientY }) => {
    const item = !held?.moves && isPrimary && button === 0 && !target.closest(OTHERS) && find(target);
    if (!item) return;
    held = { item, target, pointer: pointerId, x: clientX, y: clientY, top: root.scrollTop };
    const scrolls = pointerType !== "mouse" && getComputedStyle(item).touchAction !== "none";
    if (scrolls) held.timer = setTimeout(begin, HOLD_MS);
  });
  document.addEventListener("pointermove", ({ pointerId, clientX, clientY: y }) => {
    if (pointerId !== held?.pointer) return;
    const { item, target, top, moves, timer } = held;
    const [right, down] = [clientX - held.x, y - held.y];
    if (!moves && Math.hypot(right, down) <= DRAG_PX) return;
    if (!moves && timer) return end();
    if (!moves) begin();
    const box = root.getBoundingClientRect();
    if (y < box.top + EDGE_PX) root.scrollTop -= SCROLL_PX;
    if (y > box.bottom - EDGE_PX) root.scrollTop += SCROLL_PX;
    moved({ item, target, right, down: down + root.scrollTop - top, y });
  });
  document.addEventListener("pointerup", () => end(true));
  document.addEventListener("pointercancel", () => end(false));
  // A menu or a dialog takes the pointer.
  document.addEventListener("beforetoggle", ({ target }) => target.popover === "manual" || end(false), true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !held?.moves) return;
    event.preventDefault();
    end(false);
  }, true);
  root.addEventListener("dragstart", (event) => find(event.target) && event.preventDefault());
  root.addEventListener("touchmove", (event) => held?.moves && event.preventDefault(), { passive: false });
}
