import { toElement } from "miaou/fragment.js";
import { place } from "miaou/placing.js";
import { itemsOf, step } from "miaou/rove.js";

const ENTRY = "[role^=menuitem]";
const BUTTON = "button[aria-haspopup=menu][aria-controls]:not([role=menu] *)";

/** The menus that are open: each is the submenu of the entry that opened it, in the one before. */
const open = [];
/** What the first of them was opened on, and what had the focus before. */
let origin = {};
/** The button whose menu was open when the pointer went down, and the one that the pointer opened by coming near. */
let pressed = null;
let pointed = null;

/**
 * Menus as systems have them: arrow keys, Enter, Esc, the beginning of a name. They stand in the page, closed:
 * `role=menu` with `popover=manual`, in it entries (`menuitem`, `menuitemradio`), of which one with
 * `aria-haspopup=menu` has the submenu that is its `aria-controls`. What an entry does is said as of any button or link.
 * A button that controls one opens it; in a `role=menubar` they are walked, menus and all.
 * With `data-where=SELECTOR` an entry is offered on what is inside of that only; `data-of=NAME` says its `data-NAME`.
 * @param {HTMLElement} menu
 * @param {{on: Element, x?: number, y?: number}} where on what: at a place in the window, or else below that
 * @param {object} options
 * @param {HTMLElement} [options.opener] the button that it belongs to
 * @param {"first"|"last"|""} [options.focus] the entry that the focus goes to; else none is chosen yet
 */
export function openMenu(menu, where, { opener = null, focus = "" } = {}) {
  closeMenus();
  origin = { ...where, before: document.activeElement };
  show(menu, opener, where.x === undefined ? { below: where.on } : where);
  focusOn(menu, focus);
}

/** A menu that the server made just now, put into the page until it closes. */
export function bringMenu(html, holder) {
  const menu = toElement(html);
  menu.addEventListener("toggle", ({ newState }) => newState === "closed" && menu.remove());
  holder.append(menu);
  return menu;
}

/** @param {boolean} giveFocusBack to whatever had it before */
function closeMenus(giveFocusBack = false) {
  if (open.length === 0) return;
  closeFrom(0);
  if (giveFocusBack && origin.before?.isConnected) origin.before.focus({ preventScroll: true });
}

export function menuIsOpen() {
  return open.length > 0;
}

/** What the menu was opened on that an entry was chosen from last. */
export function openedOn() {
  return origin;
}

// At the window: before whoever else hears of it.
window.addEventListener("pointerdown", down, true);
window.addEventListener("click", choose, true);
window.addEventListener("keydown", key, true);
document.addEventListener("contextmenu", (event) => depthOf(event.target) >= 0 && stop(event), true);
document.addEventListener("pointerover", point);
for (const sign of ["blur", "resize"]) window.addEventListener(sign, () => closeMenus());

function depthOf(element) {
  return open.findIndex(({ menu }) => menu.contains(element));
}

function submenuOf(entry) {
  return entry?.matches("[aria-haspopup=menu]") ? controlledBy(entry) : null;
}

function controlledBy(button) {
  return document.getElementById(button.getAttribute("aria-controls"));
}

function show(menu, opener, where) {
  for (const part of menu.querySelectorAll("[data-where]")) part.hidden = !origin.on.closest(part.dataset.where);
  for (const part of menu.querySelectorAll("[data-of]")) {
    const name = `data-${part.dataset.of}`;
    part.textContent = origin.on.closest(`[${name}]`)?.getAttribute(name) ?? "";
  }
  menu.showPopover();
  place(menu, where);
  opener?.setAttribute("aria-expanded", "true");
  open.push({ menu, opener });
}

function showOf(button, focus = "") {
  if (barOf(button)) button.focus({ preventScroll: true });
  openMenu(controlledBy(button), { on: button }, { opener: button, focus });
}

function barOf(button) {
  return button?.closest("[role=menubar]");
}

function showSubmenu(entry, focus = "") {
  const depth = depthOf(entry) + 1;
  const submenu = submenuOf(entry);
  if (open[depth]?.opener !== entry) {
    closeFrom(depth);
    show(submenu, entry, { beside: entry });
  }
  if (focus) focusOn(submenu, focus);
}

function closeFrom(depth) {
  for (const { menu, opener } of open.splice(depth).reverse()) {
    menu.hidePopover();
    opener?.setAttribute("aria-expanded", "false");
  }
}

function focusOn(menu, which) {
  const at = { first: 0, last: -1 }[which];
  (at === undefined ? menu : itemsOf(menu, ENTRY).at(at))?.focus({ preventScroll: true });
}

function down({ target }) {
  pressed = open[0]?.opener;
  if (depthOf(target) < 0) closeMenus();
}

function choose({ target, detail }) {
  const entry = depthOf(target) < 0 ? null : target.closest(ENTRY);
  const button = target.closest?.(BUTTON);
  if (submenuOf(entry)) showSubmenu(entry);
  else if (entry) closeMenus(true);
  if (!button) return;
  // A click without a pointer comes from Enter or the space bar; one on what the pointer has just opened means to.
  const closes = detail > 0 && pressed === button && pointed !== button;
  pointed = null;
  if (!closes) showOf(button, detail ? "" : "first");
}

function point({ target, relatedTarget, pointerType }) {
  if (pointerType !== "mouse" || !menuIsOpen()) return;
  const depth = depthOf(target);
  const entry = depth < 0 ? null : target.closest(ENTRY);
  const [{ opener }] = open;
  const button = target.closest(BUTTON);
  if (button && button !== opener && barOf(opener)?.contains(button)) {
    showOf(button);
    pointed = button;
  } else if (entry && !entry.contains(relatedTarget)) {
    entry.focus({ preventScroll: true });
    if (submenuOf(entry)) showSubmenu(entry);
    else closeFrom(depth + 1);
  }
}

function key(event) {
  const depth = depthOf(document.activeElement);
  const doing = depth < 0 ? outside(event) : inside(event, depth, document.activeElement.closest(ENTRY));
  if (!doing) return;
  stop(event);
  doing();
}

function outside({ key, target }) {
  const button = target.closest?.(BUTTON);
  const focus = { ArrowDown: "first", ArrowUp: "last" }[key];
  if (button && focus) return () => showOf(button, focus);
  return key === "Escape" && menuIsOpen() && (() => closeMenus(true));
}

/** What a key does in a menu that no other list does. */
function inside(event, depth, entry) {
  const enter = submenuOf(entry) && (() => showSubmenu(entry, "first"));
  const doing = {
    ArrowRight: enter || (() => along(event)),
    ArrowLeft: depth > 0 ? () => back(depth) : () => along(event),
    Enter: enter,
    " ": enter || (() => entry?.click()),
    // A pointer opens a submenu and leaves the focus in the menu.
    Escape: depth < open.length - 1 ? () => closeFrom(depth + 1) : () => back(depth),
    Tab: () => closeMenus(true),
  };
  if (event.key in doing) return doing[event.key];
  const { menu } = open[depth];
  if (step(event, itemsOf(menu, ENTRY), menu)) closeFrom(depth + 1);
}

/** To the next menu of the bar. */
function along(event) {
  const [{ opener }] = open;
  const bar = barOf(opener);
  const buttons = bar ? itemsOf(bar, BUTTON) : [];
  if (step(event, buttons, bar, buttons.indexOf(opener))) showOf(document.activeElement, "first");
}

function back(depth) {
  if (depth === 0) return closeMenus(true);
  const { opener } = open[depth];
  closeFrom(depth);
  opener.focus({ preventScroll: true });
}

function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}
