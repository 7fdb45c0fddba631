/** Enter in a `data-enter` presses its form's first button that sends; with Shift or Alt, or on glass, it does not. */
onKey(document, ({ target, key, shiftKey, altKey, ctrlKey, metaKey }) => {
  if (key !== "Enter" || shiftKey || altKey || !target.matches("[data-enter]")) return null;
  return (hasMouse() || ctrlKey || metaKey) && (() => target.closest("form").querySelector("[type=submit]").click());
});

/** A press on what says `data-still` leaves the focus, and the keyboard of a phone, where they are. */
document.addEventListener("pointerdown", (event) => event.target.closest("[data-still]") && event.preventDefault());

export const hasMouse = () => !matchMedia("(pointer: coarse)").matches;

/** A key in `place` does what its `meaning` gives, if that is anything, and nothing else; what is composed has none. */
export function onKey(place, meaning, capture = false) {
  const hear = (event) => {
    // An input method uses Enter to take over what it proposes; Safari says so by the key code alone.
    const act = event.isComposing || event.keyCode === 229 ? null : meaning(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  place.addEventListener("keydown", hear, { capture });
}
