import { insertText } from "miaou/insert_text.js";

/** What each button of the toolbar does to the selection, and the key that does the same with Ctrl (or ⌘). */
const ACTIONS = {
  bold: { key: "b", run: (field) => wrap(field, "**") },
  italic: { key: "i", run: italic },
  strike: { key: "x", shift: true, run: (field) => wrap(field, "~~") },
  code: { key: "e", run: (field) => wrap(field, "`") },
  link: { key: "u", shift: true, run: link },
  quote: { key: "9", shift: true, run: (field) => prefix(field, () => "> ") },
  list: { key: "8", shift: true, run: (field) => prefix(field, () => "- ") },
  "code-block": { key: "c", alt: true, run: block },
};

/** Digits with Shift give another `key` on each keyboard: their place on it is what stays. */
const CODES = { 8: "Digit8", 9: "Digit9" };

const BETWEEN_PARAGRAPHS = /(\n[^\S\n]*\n)/;

/**
 * The toolbar of the composer: acts on the selection in the textarea, the browser's undo intact.
 * @param {HTMLElement} form  @param {HTMLTextAreaElement} field
 */
export function attachFormatting(form, field) {
  form.addEventListener("click", (event) => {
    const { format } = event.target.closest("[data-format]")?.dataset ?? {};
    if (format in ACTIONS) run(ACTIONS[format], field);
  });
  // The selection, and the keyboard of a phone, stay where they are.
  form.addEventListener("pointerdown", (event) => event.target.closest("[data-format]") && event.preventDefault());
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    const action = Object.values(ACTIONS).find((each) => pressed(event, each));
    if (!action) return;
    event.preventDefault();
    run(action, field);
  });
}

function pressed(event, { key, shift = false, alt = false }) {
  const same = event.key.toLowerCase() === key || event.code === CODES[key];
  return same && event.shiftKey === shift && event.altKey === alt;
}

function run(action, field) {
  if (field.disabled) return;
  field.focus({ preventScroll: true });
  action.run(field);
}

/** Puts marks around the selection, or takes them away when they are there already; after the last word, steps out. */
function wrap(field, mark) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  const { length } = mark;
  if (value.slice(0, start).endsWith(mark) && value.slice(end).startsWith(mark)) {
    field.setSelectionRange(start - length, end + length);
    insertText(field, chosen);
    field.setSelectionRange(start - length, end - length);
  } else if (!chosen && value.startsWith(mark, start) && isWithin(value.slice(0, start), mark)) {
    field.setSelectionRange(start + length, start + length);
  } else if (chosen.length > 2 * length && chosen.startsWith(mark) && chosen.endsWith(mark)) {
    insertText(field, chosen.slice(length, -length));
    field.setSelectionRange(start, end - 2 * length);
  } else {
    insertText(field, chosen.split(BETWEEN_PARAGRAPHS).map((part) => marked(part, mark)).join(""));
    const [head] = chosen.match(/^\s*/);
    const from = start + head.length + length;
    if (!BETWEEN_PARAGRAPHS.test(chosen)) field.setSelectionRange(from, from + chosen.trim().length);
  }
}

/** Marks that touch a space, or stand around more than a paragraph, are no marks: they stand around the words. */
function marked(part, mark) {
  const [, head, words, tail] = part.match(/^(\s*)([\s\S]*?)(\s*)$/);
  return words || !part ? head + mark + words + mark + tail : part;
}

/** Whether a mark has been opened in this line and not closed. */
function isWithin(before, mark) {
  return before.slice(before.lastIndexOf("\n") + 1).split(mark).length % 2 === 0;
}

/** Within a word an underscore is a letter like others: there it takes the star. */
function italic(field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const [before, after] = [value.slice(0, start), value.slice(end)];
  const leaves = start === end && after.startsWith("_") && isWithin(before, "_");
  const starred = /(^|[^*])\*$/.test(before) && /^\*($|[^*])/.test(after);
  const inWord = /[\p{L}\p{N}]$/u.test(before) || /^[\p{L}\p{N}]/u.test(after);
  wrap(field, !leaves && (starred || inWord) ? "*" : "_");
}

function link(field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end).trim();
  const isAddress = /^(https?:\/\/|mailto:)\S+$/.test(chosen);
  const label = isAddress ? "" : chosen;
  const address = isAddress ? chosen : "https://";
  insertText(field, `[${label}](${address})`);
  if (isAddress || !label) field.setSelectionRange(start + 1, start + 1 + label.length);
  else field.setSelectionRange(start + label.length + 3, start + label.length + 3 + address.length);
}

/** Puts a mark at the head of each line that the selection touches, or takes it away from all. */
function prefix(field, mark) {
  const { value } = field;
  const start = value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const next = value.indexOf("\n", field.selectionEnd);
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const marked = lines.every((line, n) => line.startsWith(mark(n)));
  const text = lines.map((line, n) => (marked ? line.slice(mark(n).length) : mark(n) + line)).join("\n");
  field.setSelectionRange(start, end);
  insertText(field, text);
  field.setSelectionRange(start + (lines.length > 1 ? 0 : text.length), start + text.length);
}

function block(field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  const lead = start === 0 || value[start - 1] === "\n" ? "" : "\n";
  const tail = end === value.length || value[end] === "\n" ? "" : "\n";
  insertText(field, `${lead}\`\`\`\n${chosen}\n\`\`\`${tail}`);
  const from = start + lead.length + 4;
  field.setSelectionRange(from, from + chosen.length);
}
