import { grantAll } from "miaou/embedded.js";
import { showTime, stampOf } from "miaou/moments.js";

/** The one element of a server-made fragment (already sanitised: never a text that somebody typed), or null. */
export const toElement = (html) => toNodes(html).firstElementChild;

/** All of a server-made fragment; a `time` with `data-at` tells that moment, one with `datetime` the day, too. */
export function toNodes(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  grantAll(template.content);
  const timesOf = (css) => template.content.querySelectorAll(css);
  for (const time of timesOf("time[datetime]")) time.textContent = stampOf(new Date(time.dateTime));
  for (const time of timesOf("time[data-at]")) showTime(time, Number(time.dataset.at));
  return template.content;
}
