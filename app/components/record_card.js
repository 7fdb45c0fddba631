import { icon, make } from "miaou/fragment.js";
import { whole } from "miaou/whole.js";

/** Far beyond what the server takes: it says what is too long, this only keeps the browser's storage small. */
const LARGEST = 20_000;
const WEB = /^https?:\/\/./i;

/**
 * A record as a page hands it over: {title, fields, link, reference}; `fields` is an object or a list of pairs. What
 * comes out is what the server takes, and null when there is no making sense of it. Whatever it says is a plain text.
 */
export function readRecord(given) {
  if (given === null || typeof given !== "object") return null;
  const { title, fields = [], link, reference } = given;
  const pairs = Array.isArray(fields) ? fields : Object.entries(fields ?? {});
  if (!pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) return null;
  const record = {
    title: told(title),
    fields: pairs.map((pair) => pair.map(told)).filter(([, value]) => value),
    link: told(link),
    reference: told(reference),
  };
  const leadsSomewhere = !record.link || WEB.test(record.link);
  return record.title && leadsSomewhere && JSON.stringify(record).length <= LARGEST ? record : null;
}

/** As the log will show it, but its link leads nowhere yet: the server has still to look at it. */
export function recordCard({ title, fields, link, reference }) {
  const card = make("div", "record");
  const head = card.appendChild(make("p", "record-head"));
  head.append(automatic("strong", title));
  // Most titles say it already.
  if (!title.includes(reference)) head.append(make("span", "record-reference", reference));
  if (fields.length) card.appendChild(make("dl")).append(...fields.map(fieldRow));
  if (link) {
    const open = card.appendChild(make("span", "record-open"));
    open.append(icon("outside", 15), make("span", "site", siteOf(link)));
  }
  return card;
}

function told(value) {
  return ["string", "number", "boolean"].includes(typeof value) ? whole(String(value)).trim() : "";
}

function fieldRow([name, value]) {
  const row = make("div");
  row.append(automatic("dt", name), automatic("dd", value));
  return row;
}

function automatic(tag, text) {
  const element = make(tag, "", text);
  element.dir = "auto";
  return element;
}

function siteOf(link) {
  try {
    return new URL(link).hostname;
  } catch {
    return "";
  }
}
