import { grantImages } from "miaou/embedded.js";
import { showTime } from "miaou/moments.js";

/** The one element of a server-made fragment (already sanitised: never a text that somebody typed), or null. */
export const toElement = (html) => toNodes(html).firstElementChild;

/** All of a server-made fragment; a `time` with `data-at` tells that moment. */
export function toNodes(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  grantImages(template.content);
  for (const time of template.content.querySelectorAll("time[data-at]")) showTime(time, Number(time.dataset.at));
  return template.content;
}
