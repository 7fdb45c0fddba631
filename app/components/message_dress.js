import { make } from "miaou/fragment.js";
import { dayName, dayOf, momentOf, showTime } from "miaou/moments.js";
import { say } from "miaou/words.js";

/** What an article says about its message: {author, at, day, run, event}. Events close up with nothing. */
export function readMessage({ dataset }) {
  const at = Number(dataset.at);
  const { authorId, run, event } = dataset;
  return { author: Number(authorId), at, day: dayOf(at), run: event ? null : run, event: event ?? "" };
}

/** Whether a message closes up with its neighbour: of the same run and the same day, and within that time. */
export function goTogether(a, b, within) {
  return a !== null && a.run !== null && a.run === b.run && a.day === b.day && Math.abs(a.at - b.at) < within;
}

/**
 * Adds to a row what differs by viewer: whose it is, the local time.
 * @param {object} entry the list's entry; `entry.message` is what `readMessage` read
 * @param {{mine: boolean, next: boolean}} looks
 */
export function dress(entry, { mine, next }) {
  const { element, message, worn } = entry;
  if (worn && worn.mine === mine && worn.next === next) return;
  entry.worn = { mine, next };
  if (!worn) {
    // A long line of code is scrolled: by the keyboard too.
    for (const code of element.querySelectorAll("pre")) code.tabIndex = 0;
    for (const time of element.querySelectorAll(":scope > .who > time")) showTime(time, message.at);
  }
  if (message.event) {
    element.title = momentOf(message.at);
    return;
  }
  element.classList.toggle("mine", mine);
  element.classList.toggle("next", next);
  element.querySelector(".bubble").title = next ? momentOf(message.at) : "";
}

export function dayLine(at) {
  const line = make("div", "day", dayName(at));
  line.setAttribute("role", "separator");
  return line;
}

export function newLine() {
  const line = make("div", "new", say("new_messages"));
  line.setAttribute("role", "separator");
  return line;
}
