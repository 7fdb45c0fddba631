import { onAction } from "miaou/actions.js";
import { keep, kept } from "miaou/keep.js";
import { go } from "miaou/navigation.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

const KEPT = `miaou:notify:${wire.state.me}`;
const isOn = () => "Notification" in window && Notification.permission === "granted" && kept(KEPT) !== "off";

/**
 * Says, in the browser's own way, what the server finds worth it, while nobody looks at this tab. What another tab of
 * the same person shows is seen, and rings nowhere.
 */
wire.state.on("ring", (notice) => isOn() && (document.hidden || !document.hasFocus()) && notify(notice));
wire.rings = isOn();
onAction("notifications", toggle);
// Another tab, or the browser's own settings, may have changed it.
for (const event of ["storage", "visibilitychange"]) window.addEventListener(event, follow, true);

function notify({ key, title, ...shown }) {
  // One's other tabs tell of the same: by its tag, the browser shows it once.
  const notification = new Notification(title, shown);
  notification.addEventListener("click", () => {
    window.focus();
    notification.close();
    go(key);
  });
}

/** From now on, what rings is heard here, or no longer. */
function follow() {
  if (wire.rings === isOn()) return;
  wire.rings = isOn();
  wire.tell("ring", { on: wire.rings });
}

/** On or off, in this browser; it is the browser that asks, the first time. */
async function toggle() {
  const begins = !isOn();
  if (!("Notification" in window) || !window.isSecureContext) return show(say("notify_insecure"), "error");
  if (begins && (await Notification.requestPermission()) !== "granted") return show(say("notify_blocked"), "error");
  keep(KEPT, begins ? "on" : "off");
  follow();
  show(say(begins ? "notify_on" : "notify_off"));
}
