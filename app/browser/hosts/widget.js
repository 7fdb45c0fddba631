import { facts, isShown, oncePerFrame, wire } from "miaou/base.js";
import { embedded, renew } from "miaou/embedded.js";
import { host } from "miaou/host.js";
import { topmost } from "miaou/layers.js";
import { go } from "miaou/navigation.js";
import { touch } from "miaou/presence.js";
import { watchWhetherShown } from "miaou/shown.js";

const CHECK_MS = 3_000;

/** What the host may ask of the widget. */
const ASKED = {
  "open-canal": ({ canal }) => Number.isSafeInteger(canal) && go(canal, "replace"),
  theme: ({ theme }) => ["light", "dark", "auto"].includes(theme) && wear(theme),
  active: touch,
  // Whoever takes it up reads it, and says so when there is no making sense of it.
  share: (detail) => window.dispatchEvent(new CustomEvent("miaou:share", { detail })),
};

/** The widget's side of what it and its host say to each other. */
function start() {
  watchWhetherShown();
  // The host's history is not ours: going back must leave the host's page, not open the canal before.
  history.pushState = history.replaceState.bind(history);
  host.start();
  for (const [type, answer] of Object.entries(ASKED)) host.on(type, answer);
  const { state } = wire;
  const tellUnseen = oncePerFrame(() => host.tell("unseen", { count: facts.get("all").n ?? 0 }));
  facts.on("changed", tellUnseen);
  state.main.on("shown", () => host.tell("opened", { canal: state.main.key }));
  state.on("message", (canal, author) => {
    if (author !== state.me) host.tell("message", { canal, author: facts.get(`m${author}`).name });
  });
  wire.on("online", () => {
    host.tell("ready");
    tellUnseen();
  });
  window.addEventListener("keydown", leave, true);
  if (embedded.grant) setInterval(check, CHECK_MS);
}

/**
 * Esc means the whole widget where it means nothing in it: to no input method, to nothing that lies over the page or hears
 * the key, and to nothing that one has begun and leaves by a `data-leaves` that shows, the last of which is pressed.
 */
function leave(event) {
  const { key, repeat, isComposing, keyCode } = event;
  // What is held down closed something already.
  if (key !== "Escape" || repeat || isComposing || keyCode === 229 || topmost()) return;
  setTimeout(() => {
    if (event.defaultPrevented) return;
    const begun = [...document.querySelectorAll("[data-leaves]:not([aria-pressed=false])")].findLast(isShown);
    if (begun) begun.click();
    else host.tell("close");
  });
}

/** The site says which theme, whatever is chosen here. */
function wear(theme) {
  Object.assign(document.documentElement.dataset, { pinned: "data-theme", theme: theme === "auto" ? "" : theme });
}

/** A page that the server has forgotten (a laptop that slept, a restart) cannot come back: it asks the host anew. */
async function check() {
  if (wire.online) return;
  try {
    if (!(await renew())) location.reload();
  } catch {
    // There is no server just now: it is asked again.
  }
}

start();
