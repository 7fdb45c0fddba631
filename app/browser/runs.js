import { dayName, dayOf, momentOf, showTime } from "miaou/moments.js";

const LINES = ["day", "new"];

/**
 * What a row says of itself: {by, at, day, run}: whose it is (`data-author-id`), when, and what it closes up with
 * (`data-run`). One without a run is a mere note: nobody's own, never new.
 */
export function readRow({ dataset }) {
  const at = Number(dataset.at);
  return { by: dataset.authorId, at, day: dayOf(at), run: dataset.run ?? null };
}

/** Fills in what a new row leaves to the browser: the time, by the reader's clock. */
export function showTimes(element, { at, run }) {
  for (const time of element.querySelectorAll("time:empty")) showTime(time, at);
  if (run === null) element.title = momentOf(at);
}

/** Whether a row closes up with its neighbour: of the same run and the same day, and within that time. */
function goTogether(a, b, within) {
  return a !== null && a.run !== null && a.run === b.run && a.day === b.day && Math.abs(a.at - b.at) < within;
}

/**
 * Dresses a KeyedList's entries by their neighbours, in the order of the page: which are one's own, which close up, where
 * a day begins and the new ones do. `mark`: what is newer is new; `complete`: nothing comes before the oldest; `gap`:
 * milliseconds within which a run closes up; `line` makes a line of a kind. Touches only what has changed.
 */
export function arrange(entries, view) {
  const border = borderOfNew(entries, view);
  let previous = null;
  for (const entry of entries) {
    const begins = { day: previous?.day !== entry.row.day, new: entry === border };
    setLead(entry, begins, view.line);
    wear(entry, entry.row.by === view.own, !begins.day && !begins.new && goTogether(previous, entry.row, view.gap));
    previous = entry.row;
  }
}

/** Whether an entry is somebody else's and newer than the mark. */
export function isNew({ key, row }, { own, mark }) {
  return key > mark && row.by !== own && row.run !== null;
}

/** The entry that the line "new" stands before, if any. */
function borderOfNew(entries, view) {
  const first = entries.findIndex((entry) => isNew(entry, view));
  if (view.newestFirst) return first < 0 ? undefined : entries.find(({ key }) => key <= view.mark);
  // Before the oldest in the page, others may be new as well.
  return first > 0 || view.complete ? entries[first] : undefined;
}

function setLead(entry, begins, make) {
  const lines = (entry.lines ??= {});
  for (const kind of LINES) {
    if (begins[kind]) lines[kind] ??= make(kind);
    else lines[kind]?.remove();
  }
  entry.lead = LINES.filter((kind) => begins[kind]).map((kind) => lines[kind]);
  // "Today" becomes "yesterday".
  const name = begins.day && dayName(entry.row.at);
  if (name && lines.day.textContent !== name) lines.day.textContent = name;
}

function wear({ element, row }, own, next) {
  if (row.run === null) return;
  element.classList.toggle("mine", own);
  element.classList.toggle("next", next);
  if (next !== Boolean(element.title)) element.title = next ? momentOf(row.at) : "";
}
