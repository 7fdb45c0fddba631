const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const lang = document.documentElement.lang || "en";
// The reader's own English, or French, where they say which.
const own = navigator.languages.find((each) => each.split("-")[0] === lang) ?? lang;
const LONG = { weekday: "long", day: "numeric", month: "long" };
const relative = new Intl.RelativeTimeFormat(own, { numeric: "auto" });
const dayAndYear = new Intl.DateTimeFormat(own, { ...LONG, year: "numeric" });

/** When something was said, by this computer's clock and in the page's language. */
export const { format: timeOf } = new Intl.DateTimeFormat(own, { timeStyle: "short" });

/** The day and the time, for those who point at it. */
export const { format: momentOf } = new Intl.DateTimeFormat(own, { dateStyle: "full", timeStyle: "short" });

/** The day and the month: "dimanche 22 novembre". */
export const { format: dateOf } = new Intl.DateTimeFormat(own, LONG);

/** Fills in when it was that an element tells of: its text, and for those who point at it the day. */
export function showTime(element, at) {
  element.textContent = timeOf(at);
  element.dateTime = new Date(at).toISOString();
  element.title = momentOf(at);
}

/** A number for the local day of a moment: when it began. */
export function dayOf(at) {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** What that day is called today: "aujourd’hui", "hier", "vendredi 20 novembre". */
export function dayName(at) {
  // Not each day has as many hours.
  const distance = Math.round((dayOf(at) - dayOf(Date.now())) / DAY_MS);
  if (distance === 0 || distance === -1) return relative.format(distance, "day");
  return new Date(at).getFullYear() === new Date().getFullYear() ? dateOf(at) : dayAndYear.format(at);
}

let timer = 0;

/** The document hears "minute" as each one begins, and when the page is seen again: a computer may have slept. */
function tick() {
  clearTimeout(timer);
  timer = setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS) + 50);
  document.dispatchEvent(new Event("minute"));
}

document.addEventListener("visibilitychange", tick);
tick();
