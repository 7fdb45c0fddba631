import { offerMenu } from "miaou/menu.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** A second click of a double click would ask a second time. A key that is pressed twice means it. */
const ONCE_MS = 500;

const handlers = new Map();

/** What a click on `[data-action=name]` does here in the browser; all others go to the server. */
export const onAction = (name, handler) => handlers.set(name, handler);

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-action]");
  if (!target) return;
  // Another tab, another window or a download stay the browser's.
  if (target.href && (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) return;
  if (target.href) event.preventDefault();
  perform(target.dataset.action, target, event);
});

const isHeld = ({ repeat, key, target }) => repeat && key === "Enter" && target.closest("[data-action]");
document.addEventListener("keydown", (event) => isHeld(event) && event.preventDefault());

/** Does what an action means for an element, here or at the server, told what that says of itself: a `menu` opens. */
export async function perform(action, target, event) {
  const handler = handlers.get(action);
  if (handler) return handler(target, event);
  if (event.detail && !isOnce(target)) return;
  const answer = await ask(action, { ...target.dataset, key: keyOf(target) }, target);
  if (answer?.menu) offerMenu(answer.menu, target, event);
}

/** Whether it is not the second click of a double click that asks for what that element is for. */
export function isOnce({ dataset }) {
  if ("pressed" in dataset) return false;
  dataset.pressed = "";
  setTimeout(() => delete dataset.pressed, ONCE_MS);
  return true;
}

/** The server's answer, or null when there is none, which is said if it `isWanted`; `pressed` is busy meanwhile. */
export async function ask(action, details, pressed = null, isWanted = () => true) {
  pressed?.setAttribute("aria-busy", "true");
  const answer = await answered(wire.call(action, details), isWanted);
  pressed?.removeAttribute("aria-busy");
  if (!answer?.refused) return answer;
  if (isWanted()) show(answer.refused, "error");
  return null;
}

/** What was asked for, or null when there is no answer, which is said. */
export function answered(asking, isWanted = () => true) {
  return asking.catch(() => {
    if (isWanted()) show(say(wire.online ? "no_answer" : "not_now"), "error");
    return null;
  });
}

export function keyOf(element) {
  const found = element.closest("[data-key]")?.dataset.key ?? null;
  return /^\d{1,16}$/.test(found) ? Number(found) : found;
}
