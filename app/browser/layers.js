import { isShown, isThere, onAction } from "miaou/base.js";

/** What lies over the page, from the top: a menu or picker, a dialog, a drawer. */
const LAYERS = ["[popover=auto]:popover-open", "dialog:modal", "[data-drawer][data-open]"];

let opener = null;
/** While there is a layer, the browser's history has an entry for it; it may outlast that. */
let isLaid = Boolean(history.state?.over);

/**
 * Esc and going back close the topmost layer, and the focus goes back; below all, going back presses a `data-out` that
 * shows. Drawers slide over the page where it is narrow, all else inert: a `data-drawer=NAME` is opened by the action
 * `open-drawer` of a button `data-opens-drawer=NAME`, and closed by `close-drawer`, of the `data-scrim`: `data-open`.
 */
onAction("open-drawer", (button) => turn(button, true));
onAction("close-drawer", () => closeDrawer());
// The others do so by themselves. Last of all: Esc may mean something where the focus is.
window.addEventListener("keydown", ({ key, defaultPrevented }) => {
  if (key === "Escape" && !defaultPrevented && topmost()?.dataset.drawer) closeDrawer();
});
// Where there is room for it beside the rest, it lies over nothing.
window.addEventListener("resize", () => isShown(opener) || closeDrawer());
document.addEventListener("toggle", lay, true);
document.addEventListener("focusin", lay);
window.addEventListener("popstate", ({ state }) => {
  const [was, layer] = [isLaid, topmost()];
  isLaid = Boolean(state?.over);
  if (!was || isLaid) return;
  if (!layer) out() ? out().click() : history.back();
  else if (layer.dataset.drawer) closeDrawer();
  else if (layer.popover) layer.hidePopover();
  else layer.requestClose ? layer.requestClose() : layer.close();
  lay();
});
onAction("close-dialog", (button) => button.closest("dialog").close());

const out = () => [...document.querySelectorAll("[data-out]")].find(isShown);
export const topmost = () => LAYERS.map((layer) => [...document.querySelectorAll(layer)].at(-1)).find(Boolean);

export const closeDrawer = () => opener && turn(opener, false);

/** The page goes on elsewhere: what comes takes the place of an entry that is there for a layer. */
export function goOn(how, state, address) {
  history[isLaid ? "replaceState" : `${how}State`](state, "", address);
  isLaid = false;
}

function lay() {
  if (isLaid || !(topmost() ?? out())) return;
  history.pushState({ ...history.state, over: true }, "");
  isLaid = true;
}

function turn(button, isOpen) {
  opener = isOpen ? button : null;
  const drawer = document.querySelector(`[data-drawer=${button.dataset.opensDrawer}]`);
  for (const each of [drawer, document.querySelector("[data-scrim]")]) each.toggleAttribute("data-open", isOpen);
  for (const each of drawer.parentElement.children) each.inert = isOpen && each !== drawer;
  button.ariaExpanded = String(isOpen);
  // A field would call the keyboard up over what one wants to see.
  const firsts = ["[aria-current]", "[tabindex='0']", "button"].map((each) => drawer.querySelector(each));
  (isOpen ? firsts.find((each) => each && isThere(each)) : button)?.focus({ preventScroll: true });
  lay();
}
