import { onAction } from "miaou/actions.js";
import { catIcon } from "miaou/cat_icon.js";
import { directory } from "miaou/directory.js";
import { toElement } from "miaou/fragment.js";
import { keep, kept } from "miaou/keep.js";
import { navigation } from "miaou/navigation.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

const LONGEST = 180;

/**
 * Tells of what is said while nobody looks at this tab, in the browser's own way, as each canal's level allows. What
 * another tab of the same member shows is seen, and rings nowhere.
 */
export function startNotifying() {
  onAction("notifications", toggle);
  wire.state.on("said", (canal, id, author, _nonce, html) => {
    const away = document.hidden || !document.hasFocus();
    if (author === wire.state.me || !away || !isOn() || !wire.state.unread(canal).star) return;
    const message = toElement(html);
    if (message && rings(canal, message)) notify(canal, id, author, message);
  });
}

function rings(canal, { dataset }) {
  const { level } = wire.state.preferences.get(canal) ?? { level: "all" };
  return level === "all" || (level === "mentions" && dataset.aside === "true");
}

function notify(canal, id, author, message) {
  const { color, kind } = directory.canal(canal);
  const { name } = directory.member(author);
  const where = kind === "direct" ? "" : directory.canalName(canal);
  const from = message.dataset.aside === "true" ? say("in_aside", { name }) : name;
  const text = message.querySelector(".message-body, .record")?.textContent.trim() ?? "";
  const notification = new Notification([from, where].filter(Boolean).join(" · "), {
    body: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text,
    icon: catIcon(color),
    // One's other tabs tell of the same message: the browser shows it once.
    tag: `miaou-${id}`,
  });
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
    return show(say("notify_off"));
  }
  if ((await Notification.requestPermission()) !== "granted") return show(say("notify_blocked"), "error");
  keep(key(), "on");
  show(say("notify_on"));
}

function key() {
  return `miaou:notify:${wire.state.me}`;
}
