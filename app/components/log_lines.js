import { dayLine, dress, goTogether, newLine, readMessage } from "miaou/message_dress.js";
import { dayName } from "miaou/moments.js";

/**
 * Dresses a log's messages by their neighbours, in the order of the page: who is named, which close up, where a day
 * begins and where the new messages do. Touches only what has changed since the last time.
 * @param {object[]} entries of the log's KeyedList
 * @param {{me: number, mark: number, newestFirst: boolean, complete: boolean, together: number}} view `mark`: what is
 *   newer is new; `complete`: nothing comes before the oldest entry; `together`: milliseconds within which a run closes up
 */
export function arrange(entries, { me, mark, newestFirst, complete, together }) {
  for (const entry of entries) entry.message ??= readMessage(entry.element);
  const border = borderOfNew(entries, { me, mark, newestFirst, complete });
  let previous = null;
  for (const entry of entries) {
    const { message } = entry;
    const beginsDay = previous?.day !== message.day;
    setLine(entry, "day", beginsDay, () => dayLine(message.at));
    setLine(entry, "new", entry === border, newLine);
    placeLines(entry);
    const next = !beginsDay && entry !== border && goTogether(previous, message, together);
    dress(entry, { mine: message.author === me, next });
    previous = message;
  }
}

/** The lines that stand before an entry which has left go with it. */
export function dropLines(entry) {
  for (const line of Object.values(entry.lines ?? {})) line.remove();
}

/** "aujourd’hui" has become "hier". */
export function renameDays(entries) {
  for (const { lines, message } of entries) if (lines?.day) lines.day.textContent = dayName(message.at);
}

/** Whether an arranged entry is a message of somebody else's that is newer than the mark. */
export function isNew({ key, message }, me, mark) {
  return key > mark && message.author !== me && !message.event;
}

/** The entry that the line "new messages" stands before, if any. */
function borderOfNew(entries, { me, mark, newestFirst, complete }) {
  const fresh = (entry) => isNew(entry, me, mark);
  if (newestFirst) return entries.some(fresh) ? entries.find(({ key }) => key <= mark) : undefined;
  const first = entries.findIndex(fresh);
  // Before the oldest in the page, others may be new as well.
  return first > 0 || complete ? entries[first] : undefined;
}

function setLine(entry, kind, wanted, make) {
  entry.lines ??= {};
  if (Boolean(entry.lines[kind]) === wanted) return;
  if (wanted) {
    entry.lines[kind] = make();
  } else {
    entry.lines[kind].remove();
    delete entry.lines[kind];
  }
}

function placeLines({ element, lines }) {
  let below = element;
  for (const line of [lines.new, lines.day]) {
    if (!line) continue;
    if (line.nextElementSibling !== below) below.before(line);
    below = line;
  }
}
