import { replaceCarrying } from "miaou/carry.js";
import { pause } from "miaou/frame.js";
import { wire } from "miaou/wire.js";
import { counted } from "miaou/words.js";

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

/** What is said with an answer is said after what that does: a dialog may be closed by it. */
const SOON_MS = 100;
/** What stays is found again by whoever goes through the page. */
const GONE_MS = 5_000;
/** More than that at once are said as a number. */
const SAID_MOST = 3;
/** Who waits for that long is told so: by then the eye has seen for a while what bears `aria-busy`. */
const SLOW_MS = 1_000;

const page = document.querySelector("[data-aloud]");
let slow = 0;

wire.state.on("aloud", aloud);
// What was said in what is open no longer goes with it.
wire.state.on("logs", () => page?.replaceChildren());
wire.state.on("news", (places, news) => {
  // Of several in a page, that one alone in which one is.
  if (!places.some(({ root }) => !root || root.contains(document.activeElement))) return;
  (news.length > SAID_MOST ? [counted(page.dataset, news.length)] : news).forEach(aloud);
});
new MutationObserver(() => {
  clearTimeout(slow);
  slow = setTimeout(() => document.querySelector("[aria-busy=true]") && aloud(page.dataset.busy), SLOW_MS);
}).observe(document, { subtree: true, attributeFilter: ["aria-busy"] });

/**
 * Has a sentence read out, also when it is the same once more: by the page's `[data-aloud]`, a live region that says by
 * `data-one` and `data-many` how many things others said, and by `data-busy` that one has to wait; or by its dialog's.
 */
export async function aloud(text) {
  await pause(SOON_MS);
  const region = [...document.querySelectorAll("dialog:modal [data-aloud]")].at(-1) ?? page;
  region.append(Object.assign(document.createElement("p"), { textContent: text }));
  await pause(GONE_MS);
  region.firstChild?.remove();
}
