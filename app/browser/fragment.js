import { grantImages } from "miaou/embedded.js";

/** The one element of a server-made fragment (already sanitised: never a text that somebody typed), or null. */
export function toElement(html) {
  return toNodes(html).firstElementChild;
}

/** All of a server-made fragment. */
export function toNodes(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  grantImages(template.content);
  return template.content;
}

/** A new element with a class and a text. */
export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
