import { oneColumn } from "miaou/desktop_edit.js";
import { cellAt } from "miaou/drag.js";
import { menuIsOpen, openMenu } from "miaou/menu.js";
import { say } from "miaou/words.js";

const LONG_PRESS_MS = 500;
const MOVED_PX = 10;

/** Where people want the browser's own menu: to paste, to copy, to open a link beside. */
const OWN_MENU = "input, textarea, a[href], img, [contenteditable], [role=log], dialog, .menu, .menu-bar";

/**
 * The desktop's menu: by a right click, by the menu key or Shift+F10, or by a long press.
 * @param {HTMLElement} surface
 */
export function attachContextMenu(surface, { offers, tiles, editing, drag }) {
  const open = (target, place, focus = "") => {
    drag.cancel();
    const cell = oneColumn.matches ? undefined : cellAt(tiles.container, place);
    const items = offers.context(cell, tiles.at(target));
    openMenu(items, place, { label: say("desktop_menu"), focus });
  };
  const isOurs = (target) => {
    if (editing.isOn && tiles.at(target)) return true;
    const chosen = getSelection();
    return !target.closest(OWN_MENU) && (chosen.isCollapsed || !chosen.containsNode(target, true));
  };
  surface.addEventListener("contextmenu", (event) => {
    // Shift asks for the browser's own, as elsewhere.
    if (event.shiftKey || !isOurs(event.target)) return;
    event.preventDefault();
    if (!menuIsOpen()) open(event.target, { x: event.clientX, y: event.clientY });
  });
  document.addEventListener("keydown", (event) => {
    const asks = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    const target = document.activeElement ?? document.body;
    if (!asks || target.closest("input, textarea, dialog, .menu")) return;
    event.preventDefault();
    open(target, placeOf(surface, tiles.at(target)), "first");
  });
  pressLong(surface, isOurs, open);
}

/** A finger that rests: some browsers open a menu of their own then, some do nothing. */
function pressLong(surface, isOurs, open) {
  let timer = 0;
  let start = null;
  const stop = () => clearTimeout(timer);
  surface.addEventListener("pointerdown", (event) => {
    stop();
    if (event.pointerType === "mouse" || !event.isPrimary || !isOurs(event.target)) return;
    if (event.target.closest("button")) return;
    start = event;
    timer = setTimeout(() => {
      navigator.vibrate?.(20);
      if (!menuIsOpen()) open(start.target, { x: start.clientX, y: start.clientY });
      // The click that lifting the finger makes would choose what has opened below it.
      const once = { capture: true, once: true };
      window.addEventListener("click", swallow, once);
      window.addEventListener("pointerdown", () => window.removeEventListener("click", swallow, true), once);
    }, LONG_PRESS_MS);
  });
  surface.addEventListener("pointermove", (event) => {
    if (start && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > MOVED_PX) stop();
  });
  for (const name of ["pointerup", "pointercancel", "contextmenu"]) window.addEventListener(name, stop, true);
  surface.addEventListener("scroll", stop, true);
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

/** Where the keyboard opens it: at the tile that has the focus, else near the desktop's corner. */
function placeOf(surface, tile) {
  const { left, top } = (tile?.element ?? surface).getBoundingClientRect();
  return { x: left + 24, y: top + 24 };
}
