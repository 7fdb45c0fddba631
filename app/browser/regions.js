import { onAction } from "miaou/actions.js";
import { hold, isThere } from "miaou/focus.js";
import { closeDrawer, topmost } from "miaou/layers.js";

/**
 * F6 and Shift+F6 go round the page's regions, those that show or slide in: a `data-region` says what in it takes the
 * focus, else it does itself. A link `data-action=skip` leads to the one of that id, in its drawer when it stands in
 * one. What has `data-anywhere` is pressed by its `aria-keyshortcuts` from anywhere in the page.
 */
document.addEventListener("keydown", (event) => {
  const { key, shiftKey, ctrlKey, metaKey, altKey, repeat } = event;
  if (altKey || repeat || (topmost() && !topmost().dataset.drawer)) return;
  const keys = `[data-anywhere][aria-keyshortcuts="Control+${CSS.escape(key.toUpperCase())}"]`;
  const pressed = (ctrlKey || metaKey) && !shiftKey && document.querySelector(keys);
  if (pressed) pressed.click();
  else if (key === "F6") walk(shiftKey);
  else return;
  event.preventDefault();
});
onAction("skip", ({ hash }) => enter(document.querySelector(hash)));

function walk(back) {
  const regions = [...document.querySelectorAll("[data-region]")].filter((region) => region.checkVisibility());
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  closeDrawer();
  enter(regions.at(back ? Math.max(here, 0) - 1 : (here + 1) % regions.length));
}

function enter(region) {
  const opener = document.querySelector(`[data-opens-drawer=${region.dataset.drawer}]`);
  // One that slides out can still be seen.
  if (opener?.checkVisibility()) opener.click();
  else [...region.querySelectorAll(region.dataset.region), hold(region)].find(isThere).focus();
}
