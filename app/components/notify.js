import { onAction } from "miaou/actions.js";
import { catIcon } from "miaou/cat_icon.js";
import { keep, kept } from "miaou/keep.js";
import { navigation } from "miaou/navigation.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/**
 * Says, in the browser's own way, what the server finds worth it, while nobody looks at this tab. What another tab of
 * the same member shows is seen, and rings nowhere.
 */
export function startNotifying() {
  onAction("notifications", toggle);
  wire.rings = isOn();
  // Another tab, or the browser's own settings, may have changed it.
  const look = () => wire.rings === isOn() || wire.hearRings(isOn());
  window.addEventListener("storage", look);
  document.addEventListener("visibilitychange", look);
  wire.state.on("ring", (notice) => {
    if (isOn() && (document.hidden || !document.hasFocus())) notify(notice);
  });
}

function notify({ canal, title, body, color, tag }) {
  // One's other tabs tell of the same message: the browser shows it once.
  const notification = new Notification(title, { body, icon: catIcon(color), tag });
  notification.addEventListener("click", () => {
    window.focus();
    notification.close();
    navigation.open(canal);
  });
}

function isOn() {
  return "Notification" in window && Notification.permission === "granted" && kept(key()) !== "off";
}

/** On or off, in this browser; it is the browser that asks, the first time. */
async function toggle() {
  if (!("Notification" in window) || !window.isSecureContext) return show(say("notify_insecure"), "error");
  if (isOn()) {
    keep(key(), "off");
    wire.hearRings(false);
    return show(say("notify_off"));
  }
  if ((await Notification.requestPermission()) !== "granted") return show(say("notify_blocked"), "error");
  keep(key(), "on");
  wire.hearRings(true);
  show(say("notify_on"));
}

function key() {
  return `miaou:notify:${wire.state.me}`;
}
