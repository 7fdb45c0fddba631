import { pause } from "miaou/frame.js";
import { wire } from "miaou/wire.js";
import { counted } from "miaou/words.js";

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
 * `data-one` and `data-many` how many things others said, and by `data-busy` that one has to wait; or by that of the
 * dialog outside of which nothing is heard.
 */
export async function aloud(text) {
  await pause(SOON_MS);
  const region = [...document.querySelectorAll("dialog:modal [data-aloud]")].at(-1) ?? page;
  region.append(Object.assign(document.createElement("p"), { textContent: text }));
  await pause(GONE_MS);
  region.firstChild?.remove();
}
