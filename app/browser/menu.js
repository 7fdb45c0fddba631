import { fold } from "miaou/fold.js";
import { toElement } from "miaou/fragment.js";

const EDGE_PX = 8;
const TYPING_MS = 600;
const ENTRY = "[role^=menuitem]";

/** The menus that are open: each is the submenu of the entry that opened it, in the one before. */
const open = [];
/** What the first of them was opened on, and then: {on, x, y, out, before}. */
let origin = {};
let typed = "";
let typedAt = 0;

/**
 * Opens a menu, as systems have them: arrow keys, Enter, Esc, typing a name's beginning; it stays inside the window.
 * It stands in the page, closed: `role=menu` with `popover=manual`, in it entries (`menuitem` or `menuitemradio`); one
 * with `aria-haspopup=menu` has the submenu whose id is its `aria-controls`. What an entry does is said as of any
 * button or link, once the menu is closed. With `data-where=SELECTOR` it is offered where the menu is opened on
 * something inside of that only; a `data-of=NAME` in it says the nearest `data-NAME` there.
 * @param {HTMLElement} menu
 * @param {{on: Element, x?: number, y?: number}} where on what: at a place in the window, or else below that
 * @param {object} options
 * @param {HTMLElement} [options.opener] the button that it belongs to
 * @param {"first"|"last"|""} [options.focus] the entry that the focus goes to; else none is chosen yet
 * @param {(key: string) => void} [options.out] an arrow key leads out of the menu, to the left or right
 */
export function openMenu(menu, where, { opener = null, focus = "", out = null } = {}) {
  closeMenus();
  origin = { ...where, out, before: document.activeElement };
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
export function closeMenus(giveFocusBack = false) {
  if (open.length === 0) return;
  closeFrom(0);
  if (giveFocusBack && origin.before?.isConnected) origin.before.focus({ preventScroll: true });
}

export function menuIsOpen() {
  return open.length > 0;
}

/** The button whose menu is open, or null. */
export function menuOpener() {
  return open[0]?.opener ?? null;
}

/** What the menu was opened on that an entry was chosen from last. */
export function openedOn() {
  return origin;
}

document.addEventListener("pointerdown", ({ target }) => depthOf(target) < 0 && closeMenus(), true);
document.addEventListener("contextmenu", (event) => depthOf(event.target) >= 0 && stop(event), true);
document.addEventListener("click", choose, true);
document.addEventListener("pointerover", point);
document.addEventListener("keydown", press, true);
window.addEventListener("blur", () => closeMenus());
window.addEventListener("resize", () => closeMenus());

function depthOf(element) {
  return open.findIndex(({ menu }) => menu.contains(element));
}

function entriesOf(menu) {
  return [...menu.querySelectorAll(ENTRY)].filter(({ hidden }) => !hidden);
}

function submenuOf(entry) {
  return entry?.matches("[aria-haspopup=menu]") ? document.getElementById(entry.getAttribute("aria-controls")) : null;
}

function show(menu, opener, place) {
  fit(menu);
  menu.showPopover();
  const { x, y } = cornerFor(menu, place);
  menu.style.left = `${x}px`;
  menu.style.top = `${y}px`;
  opener?.setAttribute("aria-expanded", "true");
  open.push({ menu, opener });
}

/** It offers, and says, what is meant where it is opened. */
function fit(menu) {
  for (const part of menu.querySelectorAll("[data-where]")) part.hidden = !origin.on.closest(part.dataset.where);
  for (const part of menu.querySelectorAll("[data-of]")) {
    const name = `data-${part.dataset.of}`;
    part.textContent = origin.on.closest(`[${name}]`)?.getAttribute(name) ?? "";
  }
}

function openSubmenu(entry, focus = "") {
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
  (at === undefined ? menu : entriesOf(menu).at(at))?.focus({ preventScroll: true });
}

function choose({ target }) {
  const entry = depthOf(target) < 0 ? null : target.closest(ENTRY);
  if (!entry) return;
  if (submenuOf(entry)) openSubmenu(entry);
  else closeMenus(true);
}

function point({ target, relatedTarget, pointerType }) {
  const depth = pointerType === "mouse" ? depthOf(target) : -1;
  const entry = depth < 0 ? null : target.closest(ENTRY);
  if (!entry || entry.contains(relatedTarget)) return;
  entry.focus({ preventScroll: true });
  if (submenuOf(entry)) openSubmenu(entry);
  else closeFrom(depth + 1);
}

function press(event) {
  const depth = depthOf(document.activeElement);
  if (depth < 0) return void (event.key === "Escape" && menuIsOpen() && (stop(event), closeMenus(true)));
  const entries = entriesOf(open[depth].menu);
  const here = entries.indexOf(document.activeElement);
  const doing = keyIn(event, depth, entries, here);
  if (!doing) return;
  stop(event);
  doing();
}

/** What a key does in a menu; nothing for others. */
function keyIn({ key, ctrlKey, metaKey, altKey }, depth, entries, here) {
  const go = (to) => () => (closeFrom(depth + 1), entries.at(to)?.focus({ preventScroll: true }));
  const enter = submenuOf(entries[here]) && (() => openSubmenu(entries[here], "first"));
  switch (key) {
    case "ArrowDown":
      return go((here + 1) % entries.length);
    case "ArrowUp":
      return go(here < 0 ? -1 : here - 1);
    case "Home":
      return go(0);
    case "End":
      return go(-1);
    case "ArrowRight":
      return enter || (() => origin.out?.(key));
    case "ArrowLeft":
      return depth > 0 ? () => back(depth) : () => origin.out?.(key);
    case "Enter":
      return enter;
    case " ":
      return enter || (() => entries[here]?.click());
    case "Escape":
      // A pointer opens a submenu and leaves the focus in the menu.
      return depth < open.length - 1 ? () => closeFrom(depth + 1) : () => back(depth);
    case "Tab":
      return () => closeMenus(true);
    default:
      return key.length === 1 && !ctrlKey && !metaKey && !altKey && (() => find(key, entries, here));
  }
}

function back(depth) {
  if (depth === 0) return closeMenus(true);
  const { opener } = open[depth];
  closeFrom(depth);
  opener.focus({ preventScroll: true });
}

/** Goes to the next entry that begins with what was typed. */
function find(letter, entries, here) {
  const now = Date.now();
  typed = (now - typedAt < TYPING_MS ? typed : "") + fold(letter);
  typedAt = now;
  const from = Math.max(0, typed.length > 1 ? here : here + 1);
  const ordered = [...entries.slice(from), ...entries.slice(0, from)];
  ordered.find((entry) => fold(entry.textContent).startsWith(typed))?.focus({ preventScroll: true });
}

/** Where the menu's upper left corner goes, so that all of it shows. */
function cornerFor(menu, { x, y, below, beside }) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const most = { x: innerWidth - width - EDGE_PX, y: innerHeight - height - EDGE_PX };
  if (below) {
    const box = below.getBoundingClientRect();
    [x, y] = [box.left, box.bottom + 4];
  } else if (beside) {
    const box = beside.getBoundingClientRect();
    [x, y] = [box.right - 2, box.top - 6];
    if (x > most.x) x = box.left - width + 2;
    // Too narrow for two menus side by side: the entry that opened it stays in view.
    if (x < EDGE_PX) [x, y] = [most.x, box.bottom];
  } else {
    if (x > most.x) x -= width;
    if (y > most.y && y - height >= EDGE_PX) y -= height;
  }
  return { x: Math.max(EDGE_PX, Math.min(x, most.x)), y: Math.max(EDGE_PX, Math.min(y, most.y)) };
}

function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}
