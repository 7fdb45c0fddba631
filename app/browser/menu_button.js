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
  if (!button) return;
  const bar = barOf(button);
  const steps = { ArrowRight: 1, ArrowLeft: -1 };
  if (event.key === "ArrowDown") show(button, "first");
  else if (event.key === "ArrowUp") show(button, "last");
  else if (!bar) return;
  else if (event.key in steps) reach(beside(button, steps[event.key]));
  else if (event.key === "Home") reach(buttonsOf(bar)[0]);
  else if (event.key === "End") reach(buttonsOf(bar).at(-1));
  else return;
  event.preventDefault();
});

function show(button, focus = "") {
  const bar = barOf(button);
  if (bar) reach(button);
  openMenu(
    document.getElementById(button.getAttribute("aria-controls")),
    { on: button },
    { opener: button, focus, out: bar && ((step) => show(beside(button, step), "first")) },
  );
}

function barOf(button) {
  return button.closest("[role=menubar]");
}

function buttonsOf(bar) {
  return [...bar.querySelectorAll(BUTTON)];
}

function beside(button, step) {
  const buttons = buttonsOf(barOf(button));
  return buttons[(buttons.indexOf(button) + step + buttons.length) % buttons.length];
}

/** One of them can be reached by Tab; from there on, the arrows. */
function reach(button) {
  for (const each of buttonsOf(barOf(button))) each.tabIndex = each === button ? 0 : -1;
  button.focus({ preventScroll: true });
}
