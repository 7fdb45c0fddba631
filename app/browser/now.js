import { everyMinute } from "miaou/every_minute.js";
import { dateOf, timeOf } from "miaou/moments.js";
import { until } from "miaou/until.js";

const TOLD = { date: dateOf, time: timeOf };

/** A `<time data-now=date>`, or `time`, follows the clock. */
export function attach(time, signal) {
  const tell = (now) => {
    time.textContent = TOLD[time.dataset.now](now);
    time.dateTime = new Date(now).toISOString();
  };
  until(signal, everyMinute(tell));
}
