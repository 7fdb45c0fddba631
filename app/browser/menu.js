import { onKey } from "miaou/enter.js";
import { toElement } from "miaou/fragment.js";
import { tried } from "miaou/keep.js";
import { itemsOf, step } from "miaou/rove.js";

const ENTRY = "[role^=menuitem]";
const OPENER = "[aria-haspopup=menu][popovertarget]";
const OPEN = "[role=menu]:popover-open";
const focus = (element) => element?.focus({ preventScroll: true });
/** The focus goes back to whatever had it before. */
const closeMenus = () => document.querySelector(OPEN)?.hidePopover();

let origin = {};
export const originNow = () => origin;
/** The button whose menu the pointer opened by coming near: a click on it means to. */
let pointed = null;
const point = Object.assign(document.createElement("i"), { className: "menu-point" });

/**
 * Menus as systems have them: arrow keys, Enter, Esc, the beginning of a name. They stand in the page, closed:
 * `role=menu` with `popover=auto`, in it entries (`menuitem`, `menuitemradio`), of which one with `popovertarget` has
 * that submenu, after its own menu in the page. What an entry does is said as of any button or link. A button that has
 * one as its `popovertarget` opens it; in a `role=menubar` they are walked, menus and all.
 * With `data-where=SELECTOR` an entry is offered on what is inside of that only; `data-of=NAME` says its `data-NAME`.
 * @param {HTMLElement} menu
 * @param {{on: Element, x?: number, y?: number, pointerId?: number}} where on what: where a pointer presses, or beside
 * @param {number} [at] which entry the focus goes to; else none is chosen yet
 */
export function openMenu(menu, where, at) {
  closeMenus();
  origin = where;
  const { on, x, y, pointerId = 0 } = where;
  if (x !== undefined) Object.assign(point.style, { left: `${x}px`, top: `${y}px` });
  document.body.append(point);
  menu.showPopover({ source: x === undefined ? on : point });
  focus(at === undefined ? menu : itemsOf(menu, ENTRY).at(at));
  // Or lifting the finger, outside of the menu that came below it, would close that; unless it is lifted already.
  if (pointerId > 0) tried(() => menu.setPointerCapture(pointerId));
}

/**
 * Opens a menu that the server made just now, beside what was pressed; what was pressed in another menu, beside what
 * that was opened on. It is in the page until it closes.
 */
export function offerMenu(html, pressed, { detail, pointerType, pointerId }) {
  const was = pressed.closest("[role=menu]") ? origin.on : pressed;
  // It may have been drawn anew since, and has the focus still.
  const on = was.isConnected ? was : document.activeElement;
  // What comes of no pointer comes of a key.
  const first = detail || pointerType ? undefined : 0;
  const menu = toElement(html);
  menu.addEventListener("toggle", ({ newState }) => newState === "closed" && menu.remove());
  (on.closest("section, dialog") ?? document.body).append(menu);
  openMenu(menu, { on, pointerId }, first);
}

// At the window: before whoever else hears of it.
window.addEventListener("click", press, true);
onKey(window, key, true);
document.addEventListener("pointerover", come);
document.addEventListener("beforetoggle", turn, true);
for (const sign of ["blur", "resize"]) window.addEventListener(sign, closeMenus);

function closeUnder(menu, but = null) {
  for (const entry of menu.querySelectorAll(OPENER)) if (entry !== but) entry.popoverTargetElement.hidePopover();
}

/** Opens the menu of a button, or the submenu of an entry, which keeps the focus until a key leads there. */
function open(opener, at) {
  focus(opener);
  const menu = opener.popoverTargetElement;
  if (!opener.closest(OPEN)) return openMenu(menu, { on: opener }, at);
  menu.showPopover({ source: opener });
  if (at !== undefined) focus(itemsOf(menu, ENTRY).at(at));
}

function turn({ target: menu, newState }) {
  if (menu.role !== "menu") return;
  const isOpen = newState === "open";
  const opener = document.querySelector(`[popovertarget="${menu.id}"]`) ?? origin.on;
  if (opener.ariaExpanded) opener.ariaExpanded = String(isOpen);
  if (!isOpen && opener.closest(OPEN) && menu.contains(document.activeElement)) focus(opener);
  if (!isOpen) return;
  for (const part of menu.querySelectorAll("[data-where]")) part.hidden = !origin.on.closest(part.dataset.where);
  for (const part of menu.querySelectorAll("[data-of]")) {
    const name = `data-${part.dataset.of}`;
    part.textContent = origin.on.closest(`[${name}]`)?.getAttribute(name) ?? "";
  }
}

function press(event) {
  const { target, detail } = event;
  const opener = target.closest(OPENER);
  const isPointed = opener !== null && opener === pointed;
  pointed = null;
  if (!opener) return target.closest(`${OPEN} ${ENTRY}`) && closeMenus();
  event.preventDefault();
  const closes = !opener.closest(OPEN) && opener.popoverTargetElement.matches(OPEN) && !isPointed;
  if (closes) closeMenus();
  // A click without a pointer comes from Enter or the space bar.
  else open(opener, detail ? undefined : 0);
}

function come({ target, relatedTarget, pointerType }) {
  if (pointerType !== "mouse" || !document.querySelector(OPEN)) return;
  const entry = target.closest(`${OPEN} ${ENTRY}`);
  const opener = target.closest(OPENER);
  if (entry && !entry.contains(relatedTarget)) {
    focus(entry);
    closeUnder(entry.closest(OPEN), entry);
    // On a narrow window it may come to lie under the pointer, whose click means what it points at now.
    if (opener && matchMedia("(width >= 30em)").matches) open(opener);
  } else if (opener !== origin.on && opener?.closest("[role=menubar]")?.contains(origin.on)) {
    open(opener);
    pointed = opener;
  }
}

function key(event) {
  const menu = event.target.closest?.(OPEN);
  const opener = event.target.closest?.(OPENER);
  const at = { ArrowDown: 0, ArrowUp: -1 }[event.key];
  return menu ? inside(event, menu, opener) : opener && at !== undefined && (() => open(opener, at));
}

function inside(event, menu, opener) {
  const doing = {
    ArrowRight: () => (opener ? open(opener, 0) : along(event, menu)),
    ArrowLeft: () => (menu === document.querySelector(OPEN) ? along(event, menu) : menu.hidePopover()),
    " ": () => event.target.click(),
    Tab: closeMenus,
  };
  if (!(event.key in doing) && step(event, itemsOf(menu, ENTRY), menu)) closeUnder(menu);
  return doing[event.key];
}

function along(event, menu) {
  if (menu.ariaOrientation === "horizontal") return step(event, itemsOf(menu, ENTRY), { role: "menubar" });
  const bar = origin.on.closest("[role=menubar]");
  const buttons = bar ? itemsOf(bar, OPENER) : [];
  if (bar && step(event, buttons, bar, buttons.indexOf(origin.on))) open(document.activeElement, 0);
}
