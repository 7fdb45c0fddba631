import { language } from "miaou/words.js";

let collator = null;

/** The order of two rows by their `data-sort`, as the page's language sorts names. */
export function bySort(a, b) {
  collator ??= new Intl.Collator(language(), { numeric: true });
  return collator.compare(sortKey(a), sortKey(b)) || a.key - b.key;
}

function sortKey({ element }) {
  return element.dataset.sort ?? "";
}
