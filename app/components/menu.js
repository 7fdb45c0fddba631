import { fold } from "miaou/fold.js";
import { icon, make } from "miaou/fragment.js";

const EDGE_PX = 8;
const TYPING_MS = 600;

/** What stands between two groups of items. */
export const LINE = "line";

/** The menu that is open, if any; its submenus belong to it. */
let opened = null;

/**
 * Opens a menu, as desktops have them: arrow keys, Enter, Esc, typing a name's beginning; it stays inside the window.
 *
 * An item is LINE or {label, …}: `run` is called when it is chosen, `href` is where it leads, `items` its submenu;
 * `checked` makes it one of several, `swatch` is an element before the label.
 * @param {(object|string)[]} items
 * @param {object} place {x, y} of a pointer, or {below: Element}
 * @param {object} options
 * @param {string} options.label what a screen reader calls it
 * @param {"first"|"last"|""} [options.focus] the item that the focus goes to; else none is chosen yet
 * @param {(step: number) => void} [options.sideways] an arrow key leads out of the menu, to the left or right
 * @param {() => void} [options.closed]
 */
export function openMenu(items, place, { label, focus = "", sideways, closed }) {
  closeMenu();
  opened = new Menu(items, { label, sideways, closed, before: document.activeElement });
  opened.show(place);
  opened.focusOn(focus);
}

/** @param {boolean} giveFocusBack to whatever had it before */
export function closeMenu(giveFocusBack = false) {
  const menu = opened;
  opened = null;
  menu?.close();
  if (giveFocusBack && menu?.before?.isConnected) menu.before.focus({ preventScroll: true });
}

export function menuIsOpen() {
  return opened !== null;
}

document.addEventListener("pointerdown", (event) => !event.target.closest?.(".menu[role=menu]") && closeMenu(), true);
window.addEventListener("blur", () => closeMenu());
window.addEventListener("resize", () => closeMenu());

class Menu {
  #typed = "";
  #typedAt = 0;
  #sub = null;

  constructor(items, { label, parent = null, sideways, closed, before }) {
    Object.assign(this, { parent, sideways, closed, before });
    this.element = make("div", "menu");
    this.element.setAttribute("role", "menu");
    this.element.setAttribute("aria-label", label);
    this.element.popover = "manual";
    this.element.tabIndex = -1;
    for (const item of items) this.element.append(item === LINE ? line() : this.#row(item));
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  get rows() {
    return [...this.element.querySelectorAll(".menu-item")];
  }

  show(place) {
    document.body.append(this.element);
    this.element.showPopover();
    const { x, y } = cornerFor(this.element, place);
    this.element.style.left = `${x}px`;
    this.element.style.top = `${y}px`;
  }

  close() {
    this.#closeSub();
    this.element.remove();
    this.closed?.();
  }

  focusOn(which) {
    const target = which === "first" ? this.rows[0] : which === "last" ? this.rows.at(-1) : this.element;
    target?.focus({ preventScroll: true });
  }

  #row(item) {
    const row = make(item.href ? "a" : "button", "menu-item");
    if (item.href) row.href = item.href;
    else row.type = "button";
    row.tabIndex = -1;
    row.setAttribute("role", "checked" in item ? "menuitemradio" : "menuitem");
    if ("checked" in item) row.setAttribute("aria-checked", String(Boolean(item.checked)));
    if (item.swatch) row.append(item.swatch);
    row.append(make("span", "", item.label));
    if (item.checked) row.append(icon("check", 16));
    if (item.items) {
      row.append(icon("chev", 14));
      row.setAttribute("aria-haspopup", "menu");
      row.setAttribute("aria-expanded", "false");
    }
    row.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && this.#pointed(row, item));
    row.addEventListener("click", () => this.#choose(row, item));
    row.addEventListener("keydown", (event) => this.#rowKey(event, row, item));
    return row;
  }

  #pointed(row, item) {
    row.focus({ preventScroll: true });
    if (item.items) this.#openSub(row, item);
    else this.#closeSub();
  }

  #choose(row, item) {
    if (item.items) {
      this.#openSub(row, item);
      return;
    }
    closeMenu(true);
    item.run?.();
  }

  #openSub(row, item, focus = "") {
    if (this.#sub?.row !== row) {
      this.#closeSub();
      const menu = new Menu(item.items, { label: item.label, parent: this, sideways: this.sideways });
      this.#sub = { row, menu };
      row.setAttribute("aria-expanded", "true");
      menu.show({ beside: row });
    }
    if (focus) this.#sub.menu.focusOn(focus);
  }

  #closeSub() {
    this.#sub?.menu.close();
    this.#sub?.row.setAttribute("aria-expanded", "false");
    this.#sub = null;
  }

  #rowKey(event, row, item) {
    const enters = event.key === "ArrowRight" || event.key === "Enter" || event.key === " ";
    if (item.items && enters) {
      stop(event);
      this.#openSub(row, item, "first");
    } else if (event.key === " ") {
      stop(event);
      row.click();
    }
  }

  #key(event) {
    const { rows } = this;
    const here = rows.indexOf(document.activeElement);
    const places = {
      ArrowDown: (here + 1) % rows.length,
      ArrowUp: here < 0 ? rows.length - 1 : (here + rows.length - 1) % rows.length,
      Home: 0,
      End: rows.length - 1,
    };
    if (event.key in places) {
      stop(event);
      this.#closeSub();
      rows[places[event.key]]?.focus({ preventScroll: true });
    } else if (event.key === "Escape") {
      stop(event);
      // A pointer opens a submenu and leaves the focus here.
      if (this.#sub) this.#closeSub();
      else this.#back();
    } else if (event.key === "Tab") {
      stop(event);
      closeMenu(true);
    } else if (event.key === "ArrowLeft") {
      stop(event);
      if (this.parent) this.#back();
      else this.sideways?.(-1);
    } else if (event.key === "ArrowRight") {
      stop(event);
      this.sideways?.(1);
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      stop(event);
      this.#find(event.key, rows, here);
    }
  }

  #back() {
    if (!this.parent) return closeMenu(true);
    const { row } = this.parent.#sub;
    this.parent.#closeSub();
    row.focus({ preventScroll: true });
  }

  /** The next item that begins with what was typed. */
  #find(letter, rows, here) {
    const now = Date.now();
    this.#typed = (now - this.#typedAt < TYPING_MS ? this.#typed : "") + fold(letter);
    this.#typedAt = now;
    const from = this.#typed.length > 1 ? here : here + 1;
    const ordered = [...rows.slice(Math.max(0, from)), ...rows.slice(0, Math.max(0, from))];
    ordered.find((row) => fold(row.textContent).startsWith(this.#typed))?.focus({ preventScroll: true });
  }
}

function line() {
  const element = make("hr");
  element.setAttribute("role", "separator");
  return element;
}

/** Where the menu's upper left corner goes, so that all of it shows. */
function cornerFor(element, { x, y, below, beside }) {
  const { offsetWidth: width, offsetHeight: height } = element;
  const most = { x: innerWidth - width - EDGE_PX, y: innerHeight - height - EDGE_PX };
  if (below) {
    const box = below.getBoundingClientRect();
    [x, y] = [box.left, box.bottom + 4];
  } else if (beside) {
    const box = beside.getBoundingClientRect();
    [x, y] = [box.right - 2, box.top - 6];
    if (x > most.x) x = box.left - width + 2;
    // Too narrow for two menus side by side: the item that opened it stays in view.
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
