/**
 * A choice of colours, with `data-colours=SELECTOR`: radio buttons, beside one of which an `<input type=color>` is any
 * other colour. What is around them and matches wears the chosen one at once, as `--c`.
 */
for (const kind of ["input", "click"]) document.addEventListener(kind, wear);

function wear({ target }) {
  const choice = target.closest?.("[data-colours]");
  // To look at the other colours is to want one of them.
  if (choice && target.type === "color") target.parentElement.querySelector("[type=radio]").checked = true;
  const chosen = choice?.querySelector("[type=radio]:checked");
  if (!chosen) return;
  const any = chosen.parentElement.querySelector("[type=color]");
  any?.parentElement.style.setProperty("--c", any.value);
  choice.closest(choice.dataset.colours)?.style.setProperty("--c", (any ?? chosen).value);
}
