/**
 * Puts a text in the place of a field's selection as if it had been typed: the browser's undo takes it back.
 * @param {HTMLTextAreaElement|HTMLInputElement} field  @param {string} text
 */
export function insertText(field, text) {
  field.focus({ preventScroll: true });
  const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (done) return;
  // Firefox before 89, and fields that are not shown: without undo rather than not at all.
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
}
