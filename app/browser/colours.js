/**
 * A choice of colours, with `data-colours=SELECTOR`: radio buttons, beside one of which an `<input type=color>` is any
 * other colour. What is around them and matches wears the chosen one at once, as `--c`.
 */

document.addEventListener("input", ({ target }) => wear(target));
for (const kind of ["click", "change"]) document.addEventListener(kind, ({ target }) => takeAny(target));

function takeAny(input) {
  const radio = input.type === "color" && input.closest("[data-colours]") && beside(input, "radio");
  if (!radio) return;
  radio.checked = true;
  wear(input);
}

function wear(target) {
  const choice = target.closest?.("[data-colours]");
  const chosen = choice?.querySelector("[type=radio]:checked");
  if (!chosen) return;
  const any = beside(chosen, "color");
  any?.parentElement.style.setProperty("--c", any.value);
  const wearer = choice.closest(choice.dataset.colours);
  wearer?.classList.add("tinted");
  wearer?.style.setProperty("--c", (any ?? chosen).value);
}

function beside(input, type) {
  return input.parentElement.querySelector(`[type=${type}]`);
}
