import { whole } from "miaou/whole.js";

/** Far beyond what the server takes: it says what is too long, this only keeps the browser's storage small. */
const LARGEST = 20_000;
const WEB = /^https?:\/\/./i;

/**
 * A record as a page hands it over: {title, fields, link, reference}; `fields` is an object or a list of pairs. What
 * comes out is what the server takes, and null when there is no making sense of it.
 */
export function readRecord(given) {
  const { title, fields, link, reference } = given ?? {};
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

/** What is shown of it: most titles say the reference already, and of the link where it leads is enough. */
export function shownOf(record) {
  const { title, reference, link } = record;
  const { hostname: site } = Object.assign(document.createElement("a"), { href: link });
  return { ...record, reference: title.includes(reference) ? "" : reference, site };
}

function told(value) {
  return ["string", "number", "boolean"].includes(typeof value) ? whole(String(value)).trim() : "";
}
