import { hasMouse } from "miaou/enter.js";
import { oncePerFrame } from "miaou/frame.js";

const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";

/** Where the focus is: in the page, then in what lies over it. */
let marks = [];

const look = oncePerFrame(() => {
  const last = marks.at(-1)?.element;
  // What is there and has it no more was left on purpose.
  if (!document.hasFocus() || !last || isThere(last) || ![last, document.body].includes(document.activeElement)) return;
  while (marks.length && !nextTo(marks.at(-1))) marks.pop();
  if (marks.length) nextTo(marks.at(-1)).focus();
});

/**
 * The focus never falls out of the page: when what has it goes, or hides, what stands in its place takes it; and when a
 * dialog closes whose opener has gone meanwhile, what stands in the opener's. After the last comes the current one.
 */
document.addEventListener("focusin", ({ target }) => mark(target));
// Whoever presses on nothing takes it away on purpose.
document.addEventListener("mousedown", () => setTimeout(() => mark(document.activeElement)));
document.addEventListener("toggle", look, true);
new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });

/** Whether it shows and can have the focus. */
export const isThere = (element) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert], :disabled");

export const isShown = (element) => element?.getClientRects().length > 0;

/** It can have the focus itself: what says nothing of that has -1, and says so now. */
export const hold = (region) => Object.assign(region, { tabIndex: region.tabIndex });

function mark(element) {
  const layer = element.closest("dialog") ?? element.closest("[popover]");
  // It follows what happens around the element, also once that is gone.
  const place = new Range();
  place.selectNode(element);
  const below = layer ? marks.filter((each) => each.layer !== layer && (!each.layer || isThere(each.layer))) : [];
  marks = [...below, { element, layer, place }];
}

function nextTo({ element, layer, place }) {
  if (isThere(element)) return element;
  // Whoever was typing goes on for a moment: that must press nothing, and be written nowhere else.
  const region = place.startContainer.closest("[data-region], dialog");
  if (Number.isInteger(element.selectionStart) && region && isThere(region)) return hold(region);
  // On glass a field would call the keyboard up.
  const fits = (each) => isThere(each) && (hasMouse() || !each.matches("input, textarea"));
  const follows = (each) => place.comparePoint(each, 0) >= 0;
  for (let at = (!layer || isThere(layer)) && place.startContainer; at; at = at !== layer && at.parentElement) {
    const all = [...at.querySelectorAll(FOCUSABLE)].filter(fits);
    if (all.length) return all.find(follows) ?? all.find((each) => each.closest("[aria-current=true]")) ?? all.at(-1);
  }
  return null;
}
