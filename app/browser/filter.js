import { fold } from "miaou/fold.js";
import { reveal, settle } from "miaou/rove.js";

/**
 * A field `data-filter=ROWS` leaves those rows of its `data-filtered` that it asks for: by what `data-named` says in
 * them, or its text, or else all that they say. A `data-none` shows when none is left. Down leads to the first row,
 * Enter follows its link, and Esc clears the field. Rows that come, or are named otherwise, are looked at again.
 */
const watched = new WeakSet();

document.addEventListener("input", ({ target }) => isFilter(target) && sift(target));
document.addEventListener("keydown", (event) => {
  if (isFilter(event.target) && !event.isComposing) press(event, event.target);
  else if (event.key === "ArrowUp" && !event.defaultPrevented && !event.altKey) back(event);
});

function isFilter(element) {
  return element.matches?.("[data-filter]");
}

function rowsOf(field) {
  return [...field.closest("[data-filtered]").querySelectorAll(field.dataset.filter)];
}

function sift(field, anew = true) {
  const scope = field.closest("[data-filtered]");
  const sought = fold(field.value.trim());
  const rows = rowsOf(field);
  for (const row of rows) row.hidden = !fold(nameOf(row)).includes(sought);
  for (const list of scope.querySelectorAll("[data-rove]")) settle(list);
  const none = scope.querySelector("[data-none]");
  if (none) none.hidden = !sought || rows.some(({ hidden }) => !hidden);
  if (anew && rows[0]) rows[0].parentElement.scrollTop = 0;
  if (watched.has(field)) return;
  watched.add(field);
  const look = () => field.value && sift(field, false);
  new MutationObserver(look).observe(scope, { childList: true, characterData: true, subtree: true });
}

function nameOf(row) {
  const named = row.matches("[data-named]") ? row : (row.querySelector("[data-named]") ?? row);
  return named.dataset.named || named.textContent;
}

function press(event, field) {
  const first = rowsOf(field).find(({ hidden }) => !hidden);
  if (event.key === "Escape" && field.value) {
    event.preventDefault();
    clear(field);
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    first?.querySelector("a, input")?.focus();
  } else if (event.key === "Enter") {
    // Looking for something does not send a form.
    event.preventDefault();
    const link = first?.querySelector("a");
    if (!link) return;
    clear(field);
    link.click();
  }
}

function clear(field) {
  field.value = "";
  sift(field);
  reveal(rowsOf(field).find((row) => row.ariaCurrent));
}

/** Upwards from the first row. */
function back(event) {
  const field = event.target.closest("[data-filtered]")?.querySelector("[data-filter]");
  if (!field) return;
  const first = rowsOf(field).find(({ hidden }) => !hidden);
  if (!first?.contains(event.target)) return;
  event.preventDefault();
  field.focus();
}
