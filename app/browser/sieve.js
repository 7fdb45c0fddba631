import { fold } from "miaou/fold.js";

/** A field `data-filter=ROWS` leaves those rows of its `data-filtered` whose `data-named` has what is typed in it. */
document.addEventListener("input", ({ target }) => {
  const scope = target.matches("[data-filter]") && target.closest("[data-filtered]");
  if (scope) sift(scope);
});

export function sift(scope) {
  const field = scope.querySelector("[data-filter]");
  const rows = [...scope.querySelectorAll(field.dataset.filter)];
  for (const row of rows) row.hidden = !fold(row.dataset.named).includes(fold(field.value.trim()));
  scope.querySelector("[data-none]").hidden = rows.some(({ hidden }) => !hidden);
}
