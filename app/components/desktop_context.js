import { oneColumn } from "miaou/desktop_edit.js";
import { cellAt } from "miaou/drag.js";
import { menuIsOpen, openMenu } from "miaou/menu.js";
import { pressLong } from "miaou/press.js";
import { say } from "miaou/words.js";

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
  pressLong(surface, isOurs, (target, place) => menuIsOpen() || open(target, place));
}

/** Where the keyboard opens it: at the tile that has the focus, else near the desktop's corner. */
function placeOf(surface, tile) {
  const { left, top } = (tile?.element ?? surface).getBoundingClientRect();
  return { x: left + 24, y: top + 24 };
}
