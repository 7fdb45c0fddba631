import { directory } from "miaou/directory.js";
import { make } from "miaou/fragment.js";
import { momentOf } from "miaou/moments.js";
import { say } from "miaou/words.js";

/** "Léa a renommé le canal : Stand": what happened to the canal, in the reader's words and under today's names. */
export function dressEvent(entry) {
  const { element, message } = entry;
  const sentence = told(message);
  if (entry.told === sentence) return;
  entry.told = sentence;
  element.textContent = sentence;
  element.title = momentOf(message.at);
  const { color } = parsed(message.event);
  if (!/^#[0-9a-f]{6}$/.test(color ?? "")) return;
  const swatch = make("i");
  swatch.style.setProperty("--c", color);
  element.append(swatch);
}

function told({ author, event }) {
  const { what, name: fresh, topic, member } = parsed(event);
  const { name } = directory.member(author);
  switch (what) {
    case "renamed":
      return say("event_renamed", { name, new: fresh });
    case "described":
      return say(topic ? "event_described" : "event_undescribed", { name, new: topic });
    case "added":
    case "removed":
      return say(`event_${what}`, { name, member: directory.member(member).name });
    default:
      return say(`event_${what}`, { name });
  }
}

function parsed(event) {
  try {
    return JSON.parse(event) ?? {};
  } catch {
    return {};
  }
}
