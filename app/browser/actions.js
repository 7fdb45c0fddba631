import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** A second click of a double click would ask a second time. */
const ONCE_MS = 500;
/** From then on, what was pressed shows that something is being done. */
const FELT_MS = 150;

const handlers = new Map();
const busy = new Set();

/** What a click on `[data-action=name]` does here in the browser; all others go to the server. */
export function onAction(name, handler) {
  handlers.set(name, handler);
}

/**
 * Takes care of every [data-action] inside `root`, also of those that come later. Of a link, another tab, another
 * window or a download stay the browser's.
 */
export function delegateActions(root) {
  root.addEventListener("click", (event) => {
    const target = event.target.closest?.("[data-action]");
    if (!target || !root.contains(target)) return;
    if (target.href) {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
    }
    perform(target.dataset.action, target, event);
  });
}

/** Does what an action means for an element, here or at the server. */
export function perform(action, target, event) {
  const handler = handlers.get(action);
  if (handler) handler(target, event);
  else act(action, keyOf(target), target);
}

/** Asks the server for something by its name, and gives its answer; `pressed` shows that it is being done. */
export async function act(action, key = null, pressed = null, more = {}) {
  const doing = `${action} ${key}`;
  if (busy.has(doing)) return;
  busy.add(doing);
  setTimeout(() => busy.delete(doing), ONCE_MS);
  const felt = setTimeout(() => pressed?.setAttribute("aria-busy", "true"), FELT_MS);
  const answer = await ask(action, { key, ...more });
  clearTimeout(felt);
  pressed?.removeAttribute("aria-busy");
  return answer;
}

/** Asks the server for something, and says why it was not done. Its answer, if there is one. */
export async function ask(action, payload) {
  try {
    const answer = await wire.call(action, payload);
    if (answer?.refused) show(answer.refused, "error");
    return answer;
  } catch {
    show(say(wire.online ? "no_answer" : "not_now"), "error");
  }
}

/** What the action is about: the nearest key around the element. */
export function keyOf(element) {
  const found = element.closest("[data-key]")?.dataset.key ?? null;
  return /^\d{1,16}$/.test(found) ? Number(found) : found;
}
