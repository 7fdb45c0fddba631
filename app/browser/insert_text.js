/**
 * Puts a text in the place of a field's selection as if it had been typed: the browser's undo takes it back.
 * @param {HTMLTextAreaElement|HTMLInputElement} field  @param {string} text
 */
export function insertText(field, text) {
  field.focus({ preventScroll: true });
  const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  // In a field that is not shown: without undo rather than not at all.
  if (!done) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  if (!done) field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
  // What is typed next is another step of undo: a caret that has been elsewhere ends the one before.
  const { selectionStart: start, selectionEnd: end } = field;
  field.setSelectionRange(0, 0);
  field.setSelectionRange(start, end);
}
