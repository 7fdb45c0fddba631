import { dayName, dayOf, momentOf, showTime } from "miaou/moments.js";

const LINES = ["day", "new"];

let called = 0;
/** A row may stand in the page twice: the browser numbers what is in it. */
const idOf = (element) => (element.id ||= `called-${++called}`);

/**
 * What a row says of itself: {by, at, day, run, isNews}: whose it is (`data-author-id`), when, what it closes up with
 * (`data-run`), and whether it may be new. One without a run is a mere note: nobody's own, never new; nor is what was
 * `data-deleted`. What it leaves to the browser is filled in: the time, by the reader's clock; that it is called as its
 * `data-called` say just then; of what says `data-marks=NAME`, its data-NAME: whether `data-whose` holds the reader,
 * `own`; and that a tooltip tells of what stands before it.
 */
export function readRow(element, own) {
  const { authorId: by, run = null, ...dataset } = element.dataset;
  const at = Number(dataset.at);
  for (const time of element.querySelectorAll("time:empty")) showTime(time, Number(time.dataset.at ?? at));
  for (const marked of element.querySelectorAll("[data-marks]")) {
    const isOwn = (marked.dataset[marked.dataset.marks] = marked.dataset.whose.split(" ").includes(own));
    if (marked.ariaPressed) marked.ariaPressed = isOwn;
  }
  const tips = element.querySelectorAll("[role=tooltip]");
  tips.forEach((tip) => tip.previousElementSibling.setAttribute("aria-describedby", idOf(tip)));
  if (run === null) element.title = momentOf(at);
  else element.setAttribute("aria-labelledby", [...element.querySelectorAll("[data-called]")].map(idOf).join(" "));
  return { by, at, day: dayOf(at), run, isNews: run !== null && !("deleted" in dataset) };
}

/**
 * Dresses a KeyedList's entries by their neighbours, in the order of the page: which are one's own, which close up,
 * where a day begins and the new ones do. `mark`: what is newer is new; `complete`: nothing comes before the oldest;
 * `gap`: milliseconds within which a run closes up; `line` makes a line of a kind. Touches only what has changed.
 */
export function arrange(entries, view) {
  const border = borderOfNew(entries, view);
  let previous = null;
  for (const entry of entries) {
    const { row } = entry;
    const begins = { day: previous?.day !== row.day, new: entry === border };
    const goesOn = !begins.day && !begins.new && previous.run === row.run;
    setLead(entry, begins, view.line);
    wear(entry, row.by === view.own, goesOn && Math.abs(previous.at - row.at) < view.gap);
    previous = row;
  }
}

export const isNew = ({ key, row }, { own, mark }) => key > mark && row.by !== own && row.isNews;

function borderOfNew(entries, view) {
  const first = entries.findIndex((entry) => isNew(entry, view));
  if (view.newestFirst) return first < 0 ? undefined : entries.find(({ key }) => key <= view.mark);
  // Before the oldest in the page, others may be new as well.
  return first > 0 || view.complete ? entries[first] : undefined;
}

function setLead(entry, begins, make) {
  const lines = (entry.lines ??= {});
  entry.lead = LINES.filter((kind) => begins[kind]).map((kind) => (lines[kind] ??= make(kind)));
  // "Today" becomes "yesterday".
  const name = begins.day && dayName(entry.row.at);
  if (name && lines.day.textContent !== name) lines.day.ariaLabel = lines.day.textContent = name;
}

function wear({ element, row }, own, next) {
  if (row.run === null) return;
  element.classList.toggle("mine", own);
  element.classList.toggle("next", next);
  if (next !== Boolean(element.title)) element.title = next ? momentOf(row.at) : "";
}
