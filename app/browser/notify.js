import { ask, facts, keep, kept, onAction, pause, tried, wire } from "miaou/base.js";
import { go } from "miaou/navigation.js";

/** Within this time, one's other tabs are told of the same. */
const SAME_MS = 1_000;
const KEPT = `miaou:notify:${wire.state.me}`;
const notifications = new Map();
const isOn = () => "Notification" in window && Notification.permission === "granted" && kept(KEPT) !== "off";

/**
 * Says, in the browser's own way, what the server finds worth it, while nobody looks at this tab. What another tab of
 * the same person shows is seen, and rings nowhere.
 */
wire.state.on("ring", (notice) => isOn() && (document.hidden || !document.hasFocus()) && ring(notice));
wire.state.on("quiet", (tags) => tags.forEach((tag) => notifications.get(tag)?.close()));
wire.state.on("sound", play);
wire.rings = isOn();
onAction("notifications", toggle);
onAction("test-notifications", test);
// Another tab, or the browser's own settings, may have changed it.
for (const event of ["storage", "visibilitychange"]) window.addEventListener(event, follow, true);

function ring(notice) {
  notify(notice);
  // Of one's tabs, one is heard.
  const sound = (lock) => lock && Promise.all([play(chosen()), pause(SAME_MS)]);
  navigator.locks.request(notice.tag, { ifAvailable: true }, sound);
}

const chosen = () => facts.get(document.documentElement.dataset.facts).sound;

/** What the browser has against it, if anything: until one has clicked in the page, all is silent. */
function play(address) {
  return address && new Audio(address).play().catch(String);
}

/** Tells the server how far a notification gets here, that `data-notice` says. */
async function test({ dataset }) {
  const [secure, on] = ["Notification" in window && window.isSecureContext, isOn()];
  const allowed = secure && Notification.permission !== "denied";
  const shown = on && tried(() => notify(JSON.parse(dataset.notice))) !== null;
  ask("notifications-tested", { secure, allowed, on, shown, heard: on && !(await play(chosen())) });
}

function notify({ key, title, ...shown }) {
  // One's other tabs tell of the same: by its tag, the browser shows it once.
  const notification = new Notification(title, shown);
  notifications.set(shown.tag, notification);
  notification.addEventListener("close", () => notifications.delete(shown.tag));
  notification.addEventListener("click", () => {
    window.focus();
    notification.close();
    go(key);
  });
}

function follow() {
  if (wire.rings === isOn()) return;
  wire.rings = isOn();
  wire.tell("ring", { on: wire.rings });
}

/** On or off, in this browser; it is the browser that asks, the first time. */
async function toggle(button) {
  const begins = !isOn();
  if (begins) await window.Notification?.requestPermission();
  keep(KEPT, begins ? "on" : "off");
  follow();
  // A trial tells why not.
  if (begins && !isOn()) test(button);
}
