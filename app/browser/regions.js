import { hold, isShown, isThere, onAction } from "miaou/base.js";
import { closeDrawer, topmost } from "miaou/layers.js";

/**
 * F6 and Shift+F6 go round the page's regions, those that show or slide in: a `data-region` says what in it takes the
 * focus, else it does itself. A link `data-action=skip` leads to the one of that id, in its drawer when it stands in
 * one. What has `data-anywhere` is pressed by its `aria-keyshortcuts` from anywhere in the page, or in the dialog that
 * lies over it; from within its form, or what has the key around it, if any has. Of several, the last in the page is.
 */
document.addEventListener("keydown", (event) => {
  const { key, shiftKey, altKey, repeat, isComposing, defaultPrevented } = event;
  if (repeat || isComposing || defaultPrevented) return;
  const layer = topmost();
  const isOver = layer && (!layer.dataset.drawer || key === "Escape");
  const within = (each) => (isOver ? layer : each.parentElement.closest("[data-key], form") ?? document);
  const all = [...document.querySelectorAll(`[data-anywhere][aria-keyshortcuts~="${CSS.escape(nameOf(event))}"]`)];
  const pressed = !isTyping(event) && all.findLast((each) => within(each).contains(isOver ? each : event.target));
  if (pressed) pressed.click();
  else if (key === "F6" && !altKey && !isOver) walk(shiftKey);
  else return;
  // Esc may mean something to whoever shows this page; with Shift, it does to the browser.
  if (key !== "Escape" || shiftKey) event.preventDefault();
});

/**
 * As `aria-keyshortcuts` calls it; that Shift is held says nothing of what is no letter. With Control it does of
 * digits: they give another `key` on each keyboard, and their place on it is what stays.
 */
function nameOf({ key: given, code, shiftKey, ctrlKey, metaKey, altKey }) {
  const isPlace = (ctrlKey || metaKey) && shiftKey && code.startsWith("Digit");
  const key = isPlace ? code.at(-1) : given;
  const shifts = shiftKey && (isPlace || key.length > 1 || key.toUpperCase() !== key.toLowerCase());
  const held = [(ctrlKey || metaKey) && "Control", altKey && "Alt", shifts && "Shift"].filter(Boolean);
  return [...held, key.length > 1 ? key : key.toUpperCase()].join("+");
}

const isTyping = ({ key, target, ctrlKey, metaKey }) => !ctrlKey && !metaKey && key !== "Escape" &&
  target.matches("input, textarea") && (key.length === 1 || (target.value && target.type !== "text"));

onAction("skip", ({ hash }) => [...document.querySelectorAll(hash)].filter(isShown).forEach(enter));

function walk(back) {
  const regions = [...document.querySelectorAll("[data-region]")].filter(isShown);
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  closeDrawer();
  enter(regions.at(back ? Math.max(here, 0) - 1 : (here + 1) % regions.length));
}

function enter(region) {
  const opener = document.querySelector(`[data-opens-drawer=${region.dataset.drawer}]`);
  // One that slides out can still be seen.
  if (isShown(opener)) opener.click();
  else [...region.querySelectorAll(region.dataset.region), hold(region)].find(isThere).focus();
}
