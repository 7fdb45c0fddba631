/**
 * The colour picker's other half: the dialog it stands in wears the colour at once, and the thirteenth swatch opens
 * the system's own picker for any other colour.
 */
export function watchColourPickers() {
  document.addEventListener("input", ({ target }) => {
    const picker = target.closest?.("[data-colour-picker]");
    if (!picker) return;
    if (target.type === "color") takeOther(target);
    wear(picker);
  });
  document.addEventListener("click", (event) => {
    // Arrow keys also click, without a pointer: passing over the swatch asks nothing yet.
    if (event.detail > 0) ask(event.target.closest?.("[data-colour-picker] .other"));
  });
  document.addEventListener("keydown", (event) => {
    const other = event.target.closest?.("[data-colour-picker] .other");
    if (!other || (event.key !== "Enter" && event.key !== " ")) return;
    // On the other swatches Enter sends the form, as anywhere; on this one it asks which colour.
    event.preventDefault();
    ask(other);
  });
}

function ask(other) {
  if (!other) return;
  const input = other.querySelector("[type=color]");
  if (input.showPicker) input.showPicker();
  else input.click();
  takeOther(input);
  wear(other.closest("[data-colour-picker]"));
}

function takeOther(input) {
  const radio = input.parentElement.querySelector("[type=radio]");
  radio.value = input.value;
  radio.checked = true;
  input.parentElement.style.setProperty("--c", input.value);
}

function wear(picker) {
  const chosen = picker.querySelector("[type=radio]:checked");
  const card = picker.closest("dialog");
  if (!chosen || !card) return;
  card.classList.add("tinted");
  card.style.setProperty("--c", chosen.value);
}
