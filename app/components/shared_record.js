const LONGEST = { title: 200, name: 60, value: 300, link: 2_000, reference: 60 };
const FIELDS_MOST = 12;

/**
 * The record that a host wants to share, as `{title, fields: [[name, value], …], link, reference}`, or null when it
 * is none. The server decides what may be sent; this only keeps what is too large, or no text, out of the page.
 */
export function checkedRecord({ title, fields = [], link = "", reference = "" }) {
  const pairs = Array.isArray(fields) ? fields : Object.entries(fields ?? {});
  const record = { title, fields: pairs, link, reference };
  const fits =
    isText(title, LONGEST.title) &&
    title.trim() &&
    isText(link, LONGEST.link) &&
    (!link || /^https?:\/\//i.test(link)) &&
    isText(reference, LONGEST.reference) &&
    pairs.length <= FIELDS_MOST &&
    pairs.every((pair) => Array.isArray(pair) && pair.length === 2 && isText(pair[0], LONGEST.name));
  if (!fits || !pairs.every(([, value]) => isText(value, LONGEST.value))) return null;
  return record;
}

function isText(value, longest) {
  return typeof value === "string" && value.length <= longest;
}
