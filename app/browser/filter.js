import { counted, fold, onKey, reveal, settle, tell } from "miaou/base.js";

const rowsOf = (field) => [...field.closest("[data-filtered]").querySelectorAll(field.dataset.filter)];
const nameOf = (row) => row.dataset.named || (row.querySelector("[data-named]") ?? row).textContent;

/**
 * A field `data-filter=ROWS` leaves those rows of its `data-filtered` that it asks for: by what `data-named` says in
 * them, or its text, or else all that they say; also of rows that come later. A live region says how many are left: by
 * its `data-none`, or `data-one` and `data-many`. Down leads to the first row, up from there back; Enter does what a
 * press on its link or button does, and Esc clears a search field.
 */
document.addEventListener("input", ({ target }) => target.matches("[data-filter]") && sift(target));
onKey(document, ({ key, target, altKey, defaultPrevented }) => {
  const field = target.closest?.("[data-filtered]")?.querySelector("[data-filter]");
  return field && !altKey && !defaultPrevented && meaning(key, field, target);
});

// Rows may come, or be called otherwise, at any time.
const look = () => document.querySelectorAll("[data-filter]").forEach((field) => field.value && sift(field, false));
new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });

function meaning(key, field, target) {
  const first = rowsOf(field).find(({ hidden }) => !hidden);
  const link = first?.querySelector("a, button:only-child");
  if (target !== field) return key === "ArrowUp" && first?.contains(target) && (() => field.focus());
  return {
    ArrowDown: () => first?.querySelector("a, button:only-child, input")?.focus(),
    // Looking for something does not send a form.
    Enter: () => link && (clear(field), link.click()),
    Escape: field.type === "search" && field.value && (() => clear(field)),
  }[key];
}

function sift(field, anew = true) {
  const scope = field.closest("[data-filtered]");
  const sought = fold(field.value.trim());
  const rows = rowsOf(field);
  for (const row of rows) row.hidden = !fold(nameOf(row)).includes(sought);
  for (const list of scope.querySelectorAll("[data-rove]")) settle(list);
  const told = scope.querySelector("[data-none]");
  tell(told, sought ? counted(told.dataset, rows.filter(({ hidden }) => !hidden).length) : "");
  if (anew && rows[0]) rows[0].parentElement.scrollTop = 0;
}

function clear(field) {
  field.value = "";
  sift(field);
  reveal(rowsOf(field).find((row) => row.querySelector("[aria-current]")));
}
