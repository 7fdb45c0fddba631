import { menuOpener, openMenu } from "miaou/menu.js";

/** Each opens a menu below itself; those in a `role=menubar` are walked by the arrow keys, with their menus. */
const BUTTON = "button[aria-haspopup=menu][aria-controls]:not([role=menu] *)";

/** A press outside closes a menu before its button hears of the click. */
let pressed = null;
let pointed = null;

// At the window: before the menu itself, which a press outside closes.
window.addEventListener("pointerdown", () => (pressed = menuOpener()), true);

document.addEventListener("click", ({ target, detail }) => {
  const button = target.closest?.(BUTTON);
  if (!button) return;
  // A click without a pointer comes from Enter or the space bar.
  const byKey = detail === 0;
  // The pointer that came from another menu has just opened this one: its click means to.
  const closes = !byKey && pressed === button && pointed !== button;
  pointed = null;
  if (!closes) show(button, byKey ? "first" : "");
});

document.addEventListener("pointerover", ({ target, pointerType }) => {
  const button = pointerType === "mouse" ? target.closest?.(BUTTON) : null;
  const from = menuOpener();
  if (!button || !from || from === button || !barOf(from)?.contains(button)) return;
  show(button);
  pointed = button;
});

document.addEventListener("keydown", (event) => {
  const button = event.target.closest?.(BUTTON);
  const focus = { ArrowDown: "first", ArrowUp: "last" }[event.key];
  const next = button && beside(button, event.key);
  if (button && focus) show(button, focus);
  else if (next) reach(next);
  else return;
  event.preventDefault();
});

function show(button, focus = "") {
  const menu = document.getElementById(button.getAttribute("aria-controls"));
  const bar = barOf(button);
  if (bar) reach(button);
  openMenu(menu, { on: button }, { opener: button, focus, out: (key) => bar && show(beside(button, key), "first") });
}

function barOf(button) {
  return button.closest("[role=menubar]");
}

/** Where a key leads along the bar. */
function beside(button, key) {
  const buttons = [...(barOf(button)?.querySelectorAll(BUTTON) ?? [])];
  const at = buttons.indexOf(button);
  const places = { ArrowRight: (at + 1) % buttons.length, ArrowLeft: at - 1, Home: 0, End: -1 };
  return key in places ? buttons.at(places[key]) : undefined;
}

/** One of them can be reached by Tab; from there on, the arrows. */
function reach(button) {
  for (const each of barOf(button).querySelectorAll(BUTTON)) each.tabIndex = each === button ? 0 : -1;
  button.focus({ preventScroll: true });
}
