import { make } from "miaou/fragment.js";
import { say } from "miaou/words.js";

const SHOWN_MS = { info: 5_000, error: 9_000 };

/**
 * Shows a short sentence for a few seconds.
 * @param {string} text
 * @param {"info"|"error"} kind
 * @param {{label: string, run: () => void}} [offer] a button; with one the toast stays until it is closed
 * @returns {() => void} what closes it
 */
export function show(text, kind = "info", offer = undefined) {
  const toast = make("div", `toast ${kind}`);
  toast.append(make("span", "", text));
  if (offer) toast.append(button("button", offer.label, () => (toast.remove(), offer.run())));
  const close = button("icon close", "×", () => toast.remove());
  close.setAttribute("aria-label", say("close"));
  toast.append(close);
  place().append(toast);
  lift();
  if (!offer) setTimeout(() => toast.remove(), SHOWN_MS[kind] ?? SHOWN_MS.info);
  return () => toast.remove();
}

/** Where toasts stand. Made ahead of the first: a live region that comes with its text is not read out. */
export function place() {
  const there = document.querySelector(".toasts");
  if (there) return there;
  const toasts = make("div", "toasts");
  toasts.setAttribute("aria-live", "polite");
  document.body.append(toasts);
  return toasts;
}

/** Over a dialog that is open: it may be what the sentence answers. */
function lift() {
  const toasts = place();
  if (!toasts.showPopover || !document.querySelector("dialog:modal")) return;
  toasts.popover = "manual";
  toasts.hidePopover();
  toasts.showPopover();
}

function button(className, label, run) {
  const element = make("button", className, label);
  element.type = "button";
  element.addEventListener("click", run);
  return element;
}
