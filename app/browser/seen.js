import { wire } from "miaou/wire.js";

/** What comes into view is told that soon, for a page that may be left in a moment; but only so often. */
const SOON_MS = 1_000;
const EVERY_MS = 10_000;

/** Each says, while its newest end is in view, of what that is (an action and what goes with it) and its key. */
const places = new Set();
/** By action and its fields, as JSON: the newest key in view; and which one was told, and when. */
let seen = new Map();
const told = new Map();

/**
 * Tells the server what this page really shows the newest end of, and how far it got: at once, soon when more comes, at
 * most every ten seconds, and when it shows it no longer. The action gets {…about, id, here}.
 * @param {() => ?[action: string, about: object, newest: number]} place nothing while that end is not in view
 * @param {AbortSignal} [signal] ends it
 */
export function watchSeen(place, signal) {
  places.add(place);
  signal?.addEventListener("abort", () => places.delete(place) && lookAgain());
}

export function lookAgain() {
  const before = seen;
  const shown = wire.online && !document.hidden ? [...places].map((place) => place()) : [];
  seen = new Map(shown.filter(Boolean).map(([action, about, newest]) => [JSON.stringify([action, about]), newest]));
  for (const [of, id] of before) if (!seen.has(of)) tell(of, id, false);
  for (const [of, id] of seen) if (!before.has(of)) tell(of, id, true, -EVERY_MS);
}

function tell(of, id, here, at = performance.now()) {
  const [action, about] = JSON.parse(of);
  told.set(of, { id, at });
  wire.tell(action, { ...about, id, here });
}

setInterval(() => {
  const lately = performance.now() - EVERY_MS;
  for (const [of, id] of seen) if (id > told.get(of).id && told.get(of).at <= lately) tell(of, id, true);
}, SOON_MS);
document.addEventListener("visibilitychange", lookAgain);
// The server forgets a page that is gone.
for (const event of ["online", "offline"]) wire.on(event, lookAgain);
