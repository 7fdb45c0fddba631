import { grantImages } from "miaou/embedded.js";

const SVG = "http://www.w3.org/2000/svg";

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

/** One of the page's icons; they are symbols named `i-NAME`. */
export function icon(name, size = 14) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}
