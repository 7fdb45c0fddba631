/**
 * Enter in a field of several lines does something, and breaks the line with Shift or Alt. On glass there is no Shift
 * and Enter: there it breaks the line.
 */
export function onEnter(field, run) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    // An input method uses Enter to take over what it proposes; Safari says so by the key code alone.
    if (event.isComposing || event.keyCode === 229) return;
    if (!hasMouse() && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    run();
  });
}

export function hasMouse() {
  return !matchMedia("(pointer: coarse)").matches;
}
