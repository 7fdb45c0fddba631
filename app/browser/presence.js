import { awayFrom, wire } from "miaou/base.js";

const IDLE_MS = 5 * 60_000;
/** Coming to a tab counts; leaving it does not end the five minutes at once. */
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "visibilitychange"];

let [touchedAt, told] = [0, null];

/** Somebody is at this page, or at the one that shows it: the server is told, and when nobody has been for long. */
export function touch() {
  touchedAt = Date.now();
  tell();
}

function tell() {
  const active = awayFrom(touchedAt) < IDLE_MS;
  if (active === told || !wire.online) return;
  told = active;
  wire.tell("alive", { active });
}

document.addEventListener("minute", tell);

const touched = () => document.hidden || touch();
for (const sign of TOUCHES) window.addEventListener(sign, touched, { passive: true, capture: true });
// A new connection starts from nothing.
wire.on("offline", () => (told = null));
wire.on("online", tell);
touched();
