const [DAY_MS, MINUTE_MS] = [86_400_000, 60_000];

const lang = document.documentElement.lang || "en";
// One English, and one clock, for all who read it: the server writes its own times in the same.
const own = lang === "en" ? "en-GB" : lang;
const LONG = { weekday: "long", day: "numeric", month: "long" };
const relative = new Intl.RelativeTimeFormat(own, { numeric: "auto" });
const dayAndYear = told({ ...LONG, year: "numeric" });

export const timeOf = told({ timeStyle: "short" });

export const momentOf = told({ dateStyle: "full", timeStyle: "short" });

/** The day in short, and the time: "29 nov. 2026, 19:59". */
export const stampOf = told({ dateStyle: "medium", timeStyle: "short" });

/** The day and the month: "dimanche 22 novembre". */
export const dateOf = told(LONG);

/** How a moment is told. French orders the first day of a month, and only counts the others: "1er décembre". */
function told(style) {
  const { format } = new Intl.DateTimeFormat(own, style);
  return (at) => (lang === "fr" ? format(at).replace(/(?<!\d)1 (?=\p{L})/u, "1er ") : format(at));
}

export const showTime = (element, at) =>
  Object.assign(element, { textContent: timeOf(at), dateTime: new Date(at).toISOString(), title: momentOf(at) });

/** Now, as the page has it: its `data-ahead` is how many milliseconds that is from this computer's clock. */
export const now = () => Date.now() + Number(document.documentElement.dataset.ahead ?? 0);

export const dayOf = (at) => new Date(at).setHours(0, 0, 0, 0);

/** What that day is called today: "aujourd’hui", "hier", "vendredi 20 novembre". */
export function dayName(at) {
  // Not each day has as many hours.
  const distance = Math.round((dayOf(at) - dayOf(now())) / DAY_MS);
  if (distance === 0 || distance === -1) return relative.format(distance, "day");
  return new Date(at).getFullYear() === new Date(now()).getFullYear() ? dateOf(at) : dayAndYear(at);
}

export const sinceOf = (at) => (dayOf(at) === dayOf(now()) ? "" : `${dayName(at)} `) + timeOf(at);

let timer = 0;

/** The document hears "minute" as each one begins, and when the page is seen again: a computer may have slept. */
function tick() {
  clearTimeout(timer);
  timer = setTimeout(tick, MINUTE_MS - (now() % MINUTE_MS) + 50);
  document.dispatchEvent(new Event("minute"));
}

document.addEventListener("visibilitychange", tick);
tick();
