import { until } from "miaou/until.js";
import { wire } from "miaou/wire.js";

const EVERY_MS = 10_000;

/** Each says what its newest end is of, as an action and what goes with it, and the newest key, while that is in view. */
const places = new Set();
/** By action and its fields, as JSON: the newest key in view, and what the server knows of it. */
let seen = new Map();
const told = new Map();
let left = false;

/**
 * Tells the server what this page really shows the newest end of, and how far it got: at once, at most every ten
 * seconds while more comes, and when it shows it no longer. The action gets {…fields, id, here}.
 * @param {() => ?{action: string, about: object, newest: number}} place null while that end is not in view
 * @param {AbortSignal} [signal] ends it
 */
export function watchSeen(place, signal) {
  places.add(place);
  until(signal, () => places.delete(place) && lookAgain());
}

/** Something that decides about it may have changed. */
export function lookAgain() {
  const before = seen;
  const shown = wire.online && !document.hidden && !left ? [...places].map((place) => place()) : [];
  seen = new Map(shown.filter(Boolean).map(({ action, about, newest }) => [JSON.stringify([action, about]), newest]));
  for (const [of, id] of before) if (!seen.has(of)) tell(of, id, false);
  for (const [of, id] of seen) if (!before.has(of)) tell(of, id);
}

function tell(of, id, here = true) {
  const [action, about] = JSON.parse(of);
  told.set(of, id);
  wire.tell(action, { ...about, id, here });
}

setInterval(() => {
  for (const [of, id] of seen) if (id > told.get(of)) tell(of, id);
}, EVERY_MS);
document.addEventListener("visibilitychange", lookAgain);
for (const event of ["pagehide", "pageshow"]) {
  window.addEventListener(event, () => {
    left = event === "pagehide";
    lookAgain();
  });
}
// The server forgets a page that is gone.
for (const event of ["online", "offline"]) wire.on(event, lookAgain);
