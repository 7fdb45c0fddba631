import { insertText } from "miaou/insert_text.js";

/** What a button with `data-mark` does to the selection; `data-sign` is the mark, where there is a choice. */
const MARKS = { around: wrap, before: prefix, slant, link, block };

const BETWEEN_PARAGRAPHS = /(\n[^\S\n]*\n)/;

/**
 * A toolbar of Markdown: its buttons, and the keys that they name in `aria-keyshortcuts`, act on the selection in the
 * textarea of their form, the browser's undo intact.
 */
document.addEventListener("click", ({ target }) => run(target.closest("[data-mark]")));
document.addEventListener("keydown", (event) => {
  const { target, isComposing, ctrlKey, metaKey } = event;
  if (isComposing || !(ctrlKey || metaKey) || target.localName !== "textarea") return;
  const buttons = [...(target.form?.querySelectorAll("[data-mark]") ?? [])];
  const button = buttons.find((each) => isPressed(event, each.getAttribute("aria-keyshortcuts").split("+")));
  if (button) event.preventDefault();
  run(button);
});

function run(button) {
  const field = button?.form.querySelector("textarea");
  if (!field || field.disabled) return;
  field.focus({ preventScroll: true });
  MARKS[button.dataset.mark](field, button.dataset.sign);
}

/** Digits with Shift give another `key` on each keyboard: their place on it is what stays. */
function isPressed(event, keys) {
  const key = keys.at(-1);
  const same = event.key.toUpperCase() === key || event.code === `Digit${key}`;
  return same && event.shiftKey === keys.includes("Shift") && event.altKey === keys.includes("Alt");
}

/** Puts marks around the selection, or takes them away when they are there already; after the last word, steps out. */
function wrap(field, mark) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  const { length } = mark;
  if (value.slice(0, start).endsWith(mark) && value.slice(end).startsWith(mark)) {
    field.setSelectionRange(start - length, end + length);
    surround(field, "", chosen, "");
  } else if (!chosen && value.startsWith(mark, start) && isWithin(value.slice(0, start), mark)) {
    field.setSelectionRange(start + length, start + length);
  } else if (chosen.length > 2 * length && chosen.startsWith(mark) && chosen.endsWith(mark)) {
    surround(field, "", chosen.slice(length, -length), "");
  } else {
    const parts = chosen.split(BETWEEN_PARAGRAPHS).map((part) => marked(part, mark));
    if (parts.length > 1) insertText(field, parts.flat().join(""));
    else surround(field, ...parts[0]);
  }
}

/** Puts a text in the place of the selection, and selects the middle of it. */
function surround(field, before, middle, after) {
  const from = field.selectionStart + before.length;
  insertText(field, before + middle + after);
  field.setSelectionRange(from, from + middle.length);
}

/** Marks that touch a space, or stand around more than a paragraph, are no marks: they stand around the words. */
function marked(part, mark) {
  const [, head, words, tail] = part.match(/^(\s*)([\s\S]*?)(\s*)$/);
  return words || !part ? [head + mark, words, mark + tail] : ["", part, ""];
}

/** Whether a mark has been opened in this line and not closed. */
const isWithin = (before, mark) => before.slice(before.lastIndexOf("\n") + 1).split(mark).length % 2 === 0;

/** Within a word an underscore is a letter like others: there it takes the star. */
function slant(field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const [before, after] = [value.slice(0, start), value.slice(end)];
  const leaves = start === end && after.startsWith("_") && isWithin(before, "_");
  const starred = /(^|[^*])\*$/.test(before) && /^\*($|[^*])/.test(after);
  const inWord = /[\p{L}\p{N}]$/u.test(before) || /^[\p{L}\p{N}]/u.test(after);
  wrap(field, !leaves && (starred || inWord) ? "*" : "_");
}

function link(field) {
  const chosen = field.value.slice(field.selectionStart, field.selectionEnd).trim();
  if (!chosen || /^(https?:\/\/|mailto:)\S+$/.test(chosen)) surround(field, "[", "", `](${chosen || "https://"})`);
  else surround(field, `[${chosen}](`, "https://", ")");
}

/** Puts a mark at the head of each line that the selection touches, or takes it away from all. */
function prefix(field, mark) {
  const { value } = field;
  const start = value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const next = value.indexOf("\n", field.selectionEnd);
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const marked = lines.every((line) => line.startsWith(mark));
  const text = lines.map((line) => (marked ? line.slice(mark.length) : mark + line)).join("\n");
  field.setSelectionRange(start, end);
  if (lines.length > 1) surround(field, "", text, "");
  else insertText(field, text);
}

function block(field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const lead = start === 0 || value[start - 1] === "\n" ? "" : "\n";
  const tail = end === value.length || value[end] === "\n" ? "" : "\n";
  surround(field, `${lead}\`\`\`\n`, value.slice(start, end), `\n\`\`\`${tail}`);
}
