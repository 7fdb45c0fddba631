import { grantImages } from "miaou/embedded.js";

/** The one element of a server-made fragment (already sanitised: never a text that somebody typed), or null. */
export const toElement = (html) => toNodes(html).firstElementChild;

/** All of a server-made fragment. */
export function toNodes(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  grantImages(template.content);
  return template.content;
}
