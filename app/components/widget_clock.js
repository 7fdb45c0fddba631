import { everyMinute } from "miaou/every_minute.js";
import { make } from "miaou/fragment.js";
import { dateOf, timeOf } from "miaou/moments.js";

/** The time, large, and the date. */
export function attachClock(tile) {
  const time = make("time", "clock-time");
  const date = make("span", "clock-date");
  tile.body.append(time, date);
  const close = everyMinute((now) => {
    time.textContent = timeOf(now);
    time.dateTime = new Date(now).toISOString();
    date.textContent = dateOf(now);
  });
  return { close };
}
