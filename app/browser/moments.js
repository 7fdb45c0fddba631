import { language } from "miaou/words.js";

const DAY_MS = 86_400_000;

let formats = null;

/** When something was said, by this computer's clock and in the page's language. */
export function timeOf(at) {
  return inLanguage().time.format(at);
}

/** The day and the time, for those who point at it. */
export function momentOf(at) {
  return inLanguage().moment.format(at);
}

/** Fills in when it was that an element tells of: its text, and for those who point at it the day. */
export function showTime(element, at) {
  element.textContent = timeOf(at);
  element.dateTime = new Date(at).toISOString();
  element.title = momentOf(at);
}

/** The day and the month: "dimanche 22 novembre". */
export function dateOf(at) {
  return inLanguage().day.format(at);
}

/** A number for the local day of a moment: the same for all of that day, one more the day after. */
export function dayOf(at) {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS);
}

/** What that day is called today: "aujourd’hui", "hier", "vendredi 20 novembre". */
export function dayName(at, now = Date.now()) {
  const distance = dayOf(at) - dayOf(now);
  const { relative, day, dayAndYear } = inLanguage();
  if (distance === 0 || distance === -1) return relative.format(distance, "day");
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? day : dayAndYear).format(at);
}

function inLanguage() {
  const lang = language();
  if (formats?.lang !== lang) {
    // The reader's own English, or French, where they say which.
    const own = navigator.languages.find((each) => each.split("-")[0] === lang) ?? lang;
    const long = { weekday: "long", day: "numeric", month: "long" };
    formats = {
      lang,
      time: new Intl.DateTimeFormat(own, { timeStyle: "short" }),
      moment: new Intl.DateTimeFormat(own, { dateStyle: "full", timeStyle: "short" }),
      day: new Intl.DateTimeFormat(own, long),
      dayAndYear: new Intl.DateTimeFormat(own, { ...long, year: "numeric" }),
      relative: new Intl.RelativeTimeFormat(own, { numeric: "auto" }),
    };
  }
  return formats;
}
