import { facts } from "miaou/facts.js";

/** Gives a panel the HTML that the server put into the page for it, in a template. */
export function takeShell(root, name) {
  const template = document.getElementById(`shell-${name}`);
  facts.fill(template.content);
  root.append(template.content);
  template.remove();
}
