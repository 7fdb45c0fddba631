import { aloud } from "miaou/aloud.js";
import { replaceCarrying } from "miaou/carry.js";
import { wire } from "miaou/wire.js";

const SHOWN_MS = { info: 5_000, error: 9_000 };

const toasts = document.querySelector(".toasts");

wire.state.on("toast", show);

/**
 * Shows a short sentence for a few seconds, in the page's `.toasts`, with a template of one sentence, in the place of
 * the same one that stands there; and says it aloud: a live region that moves, as these do, is not always read out.
 * @param {string} text  @param {"info"|"error"} kind
 * @param {{label: string, run?: () => void, action?: string, key?: string, lasts?: number}} [offer] a button, and what
 *   it does or asks for; with one the toast `lasts` so many milliseconds, or until it is closed
 */
export function show(text, kind = "info", { label, run, lasts = label ? 0 : SHOWN_MS[kind], ...asks } = {}) {
  const toast = toasts.querySelector("template").content.firstElementChild.cloneNode(true);
  const part = (css) => toast.querySelector(css);
  toast.classList.add(kind);
  part("span").textContent = text;
  part("[data-close]").addEventListener("click", () => toast.remove());
  const button = Object.assign(part("[data-offer]"), { textContent: label });
  Object.assign(button.dataset, asks);
  // First the action: it is asked for where the button stands.
  button.addEventListener("click", () => setTimeout(() => (toast.remove(), run?.())));
  if (!label) button.remove();
  if (lasts) setTimeout(() => toast.remove(), lasts);
  const same = [...toasts.children].find(({ innerHTML }) => innerHTML === toast.innerHTML);
  toasts.append(toast);
  if (same) replaceCarrying(same, toast);
  settle();
  aloud(text);
}

/** Above all, and in the dialog that is open: it may be what the sentence answers, and nothing outside of it does. */
function settle() {
  const home = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
  if (toasts.parentElement !== home) home.append(toasts);
  home.addEventListener("close", settle, { once: true });
  // What is shown last is above.
  toasts.hidePopover();
  toasts.showPopover();
}
