import { openMenu } from "miaou/menu.js";
import { asksForMenu } from "miaou/press.js";

/** What has `data-context-menu=ID` opens that menu: by a right click, the menu key or Shift+F10, or a long press. */
const SURFACE = "[data-context-menu]";

/** Where people want the browser's own menu: to paste, to copy, to open a link beside. */
const OWN_MENU = "input, textarea, a[href], img, [contenteditable], [role=log], dialog";

document.addEventListener("contextmenu", (event) => {
  const { target, shiftKey, clientX: x, clientY: y, pointerId } = event;
  if (target.closest("[role=menu]")) return event.preventDefault();
  const chosen = getSelection();
  const isChosen = !chosen.isCollapsed && chosen.containsNode(target, true);
  // Shift asks for the browser's own, as elsewhere.
  if (shiftKey || isChosen || !target.closest(`${SURFACE}, ${OWN_MENU}`)?.matches(SURFACE)) return;
  event.preventDefault();
  open(target, { x, y, pointerId });
});

document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (!asksForMenu(event) || event.defaultPrevented || target.closest("input, textarea, dialog, [role=menu]")) return;
  // There is one only: it need not have the focus.
  const on = target.closest(SURFACE) ? target : document.querySelector(SURFACE);
  event.preventDefault();
  const { left, top } = on.getBoundingClientRect();
  open(on, { x: left + 24, y: top + 24 }, 0);
});

const open = (on, place, at) =>
  openMenu(document.getElementById(on.closest(SURFACE).dataset.contextMenu), { on, ...place }, at);
