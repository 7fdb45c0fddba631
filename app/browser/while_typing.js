/**
 * Tells that somebody is writing in a field: at once, then no oftener than the field's `data-tell-every` milliseconds.
 * @returns {() => void} what makes the next letter tell at once
 */
export function whileTyping(field, tell) {
  let told = 0;
  field.addEventListener("input", () => {
    if (!field.value.trim() || Date.now() - told < Number(field.dataset.tellEvery)) return;
    told = Date.now();
    tell();
  });
  return () => (told = 0);
}
