import { directory } from "miaou/directory.js";
import { icon, make } from "miaou/fragment.js";
import { dayName, dayOf, momentOf, timeOf } from "miaou/moments.js";
import { dressRecord } from "miaou/record_card.js";
import { say } from "miaou/words.js";

/** One author's messages close up when they follow each other within this time. */
const TOGETHER_MS = 5 * 60_000;

/**
 * What an article says about its message: {author, at, day, circle, event}. `circle` is empty unless it is an aside;
 * `event` is empty unless it tells of something that happened to the canal.
 */
export function readMessage({ dataset }) {
  const at = Number(dataset.at);
  const { authorId, recipients, event } = dataset;
  return { author: Number(authorId), at, day: dayOf(at), circle: recipients ?? "", event: event ?? "" };
}

/** Whether a message closes up with its neighbour: same author, same circle, same day, within five minutes. */
export function goTogether(a, b) {
  return (
    a !== null &&
    !a.event &&
    !b.event &&
    a.author === b.author &&
    a.circle === b.circle &&
    a.day === b.day &&
    Math.abs(a.at - b.at) < TOGETHER_MS
  );
}

/**
 * Adds to a message what differs by viewer or may change after it was said: cat, name, local time, circle.
 * Costs nothing when nothing has changed since the last time.
 * @param {object} entry the list's entry; `entry.message` is what `readMessage` read
 * @param {{mine: boolean, next: boolean}} looks
 */
export function dress(entry, { mine, next }) {
  const { element, message } = entry;
  const author = directory.member(message.author);
  const circle = message.circle && directory.names(message.circle.split(",").map(Number));
  const worn = entry.worn;
  if (worn && worn.author === author && worn.mine === mine && worn.next === next && worn.circle === circle) return;
  // A long line of code is scrolled: by the keyboard too.
  if (!worn) for (const code of element.querySelectorAll("pre")) code.tabIndex = 0;
  if (!worn) dressRecord(element);
  entry.worn = { author, mine, next, circle };
  element.classList.toggle("mine", mine);
  element.classList.toggle("next", next);
  element.querySelector(":scope > .cat")?.remove();
  element.querySelector(":scope > .who")?.remove();
  if (!next) {
    element.prepend(who(author.name, message.at));
    if (!mine && author.cat) element.prepend(author.cat.cloneNode(true));
  }
  const bubble = element.querySelector(".bubble");
  bubble.title = next ? momentOf(message.at) : "";
  bubble.querySelector(":scope > .to")?.remove();
  if (circle) bubble.prepend(asideLine(circle, true));
}

/** "Léa · 9:12" */
export function who(name, at) {
  const line = make("div", "who");
  const time = make("time", "", timeOf(at));
  time.dateTime = new Date(at).toISOString();
  time.title = momentOf(at);
  line.append(make("b", "", name), " · ", time);
  return line;
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

export function asideLine(names, answerable = false) {
  const line = make("div", "to");
  line.append(icon("lock", 13), make("span", "", say("aside_to", { names })));
  if (answerable) {
    const button = make("button", "reply");
    button.type = "button";
    button.dataset.action = "reply-aside";
    button.ariaLabel = button.title = say("reply_aside");
    button.append(icon("reply", 15));
    line.append(button);
  }
  return line;
}
