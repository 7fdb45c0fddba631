import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** A second click of a double click would ask for a second dialog. */
const ONCE_MS = 500;

const handlers = new Map();
const busy = new Set();

/** What a click on `[data-action=name]` does here in the browser; all others go to the server. */
export function onAction(name, handler) {
  handlers.set(name, handler);
}

/** Takes care of every [data-action] inside `root`, also of those that come later. */
export function delegateActions(root) {
  root.addEventListener("click", (event) => {
    const target = event.target.closest?.("[data-action]");
    if (!target || !root.contains(target)) return;
    const { action } = target.dataset;
    const handler = handlers.get(action);
    if (handler) handler(target, event);
    else act(action, keyOf(target));
  });
}

/** Asks the server to do what a click means: it opens a dialog, mostly. */
export async function act(action, key = null) {
  const doing = `${action} ${key}`;
  if (busy.has(doing)) return;
  busy.add(doing);
  setTimeout(() => busy.delete(doing), ONCE_MS);
  try {
    const answer = await wire.call("act", { action, key });
    if (answer?.refused) show(answer.refused, "error");
  } catch {
    show(say(wire.online ? "no_answer" : "not_now"), "error");
  }
}

/** What the action is about: the nearest key around the element. */
function keyOf(element) {
  const keyed = element.closest("[data-key], [data-message-id], [data-member-id], [data-canal-id]");
  if (!keyed) return null;
  const { key, messageId, memberId, canalId } = keyed.dataset;
  const found = key ?? messageId ?? memberId ?? canalId;
  return /^\d{1,16}$/.test(found) ? Number(found) : found;
}
