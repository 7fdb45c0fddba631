/** Enter in what says `data-enter` presses its form's first button that sends; with Shift, Alt or on glass, it breaks. */
document.addEventListener("keydown", (event) => {
  const { target, key, shiftKey, altKey, ctrlKey, metaKey, isComposing, keyCode } = event;
  if (key !== "Enter" || shiftKey || altKey || !target.matches("[data-enter]")) return;
  // An input method uses Enter to take over what it proposes; Safari says so by the key code alone.
  if (isComposing || keyCode === 229 || !(hasMouse() || ctrlKey || metaKey)) return;
  event.preventDefault();
  target.closest("form").querySelector("[type=submit]").click();
});

/** A press on what says `data-still` leaves the focus, and the keyboard of a phone, where they are. */
document.addEventListener("pointerdown", (event) => event.target.closest("[data-still]") && event.preventDefault());

export const hasMouse = () => !matchMedia("(pointer: coarse)").matches;
