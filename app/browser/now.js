import { dateOf, now, timeOf } from "miaou/moments.js";

const TOLD = { date: dateOf, time: timeOf };

/** A `<time data-now=date>`, or `time`, follows the clock. */
export function attach(time, signal) {
  const tell = () =>
    Object.assign(time, { textContent: TOLD[time.dataset.now](now()), dateTime: new Date(now()).toISOString() });
  document.addEventListener("minute", tell, { signal });
  tell();
}
