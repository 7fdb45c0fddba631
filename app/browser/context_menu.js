import { menuIsOpen, openMenu } from "miaou/menu.js";
import { pressLong } from "miaou/press.js";

/** What has `data-context-menu=ID` opens that menu: by a right click, the menu key or Shift+F10, or a long press. */
const SURFACE = "[data-context-menu]";

/** Where people want the browser's own menu: to paste, to copy, to open a link beside. */
const OWN_MENU = "input, textarea, a[href], img, [contenteditable], [role=log], dialog";

document.addEventListener("contextmenu", (event) => {
  // Shift asks for the browser's own, as elsewhere.
  if (event.shiftKey || !isOurs(event.target)) return;
  event.preventDefault();
  open(event.target, { x: event.clientX, y: event.clientY });
});

document.addEventListener("keydown", (event) => {
  const asks = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
  const target = document.activeElement ?? document.body;
  if (!asks || target.closest("input, textarea, dialog, [role=menu]")) return;
  // Where there is one only, it need not have the focus.
  const on = target.closest(SURFACE) ? target : document.querySelector(SURFACE);
  if (!on) return;
  event.preventDefault();
  const { left, top } = on.getBoundingClientRect();
  open(on, { x: left + 24, y: top + 24 }, "first");
});

pressLong(isOurs, open);

function isOurs(target) {
  const chosen = getSelection();
  const isChosen = !chosen.isCollapsed && chosen.containsNode(target, true);
  return !isChosen && target.closest(`${SURFACE}, ${OWN_MENU}`)?.matches(SURFACE);
}

function open(on, place, focus = "") {
  if (menuIsOpen()) return;
  openMenu(document.getElementById(on.closest(SURFACE).dataset.contextMenu), { on, ...place }, { focus });
}
