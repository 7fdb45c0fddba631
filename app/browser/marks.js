import { insertText } from "miaou/insert_text.js";

/** What a button with `data-mark` does to the selection; `data-sign` is the mark, where there is a choice. */
const MARKS = { around: wrap, before: prefix, slant, link, block };

const BETWEEN_PARAGRAPHS = /(\n[^\S\n]*\n)/;

/**
 * A toolbar of Markdown: its buttons act on the selection in the textarea of their form, the browser's undo intact.
 * Their keys are those of any button (`regions.js`).
 */
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-mark]");
  const field = button?.form.querySelector("textarea");
  if (!field || field.disabled) return;
  field.focus({ preventScroll: true });
  const { selectionStart: start, selectionEnd: end, value } = field;
  const selection = { before: value.slice(0, start), chosen: value.slice(start, end), after: value.slice(end) };
  MARKS[button.dataset.mark](field, selection, button.dataset.sign);
});

/** Puts marks around the selection, or takes them away when they are there already; after the last word, steps out. */
function wrap(field, { before, chosen, after }, mark) {
  const { length } = mark;
  if (before.endsWith(mark) && after.startsWith(mark)) {
    field.setSelectionRange(field.selectionStart - length, field.selectionEnd + length);
    surround(field, "", chosen, "");
  } else if (!chosen && after.startsWith(mark) && isWithin(before, mark)) {
    field.selectionStart += length;
  } else if (chosen.length > 2 * length && chosen.startsWith(mark) && chosen.endsWith(mark)) {
    surround(field, "", chosen.slice(length, -length), "");
  } else {
    const parts = chosen.split(BETWEEN_PARAGRAPHS).map((part) => marked(part, mark));
    if (parts.length > 1) insertText(field, parts.flat().join(""));
    else surround(field, ...parts[0]);
  }
}

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

const isWithin = (before, mark) => before.slice(before.lastIndexOf("\n") + 1).split(mark).length % 2 === 0;

/** Within a word an underscore is a letter like others: there it takes the star. */
function slant(field, selection) {
  const { before, chosen, after } = selection;
  const leaves = !chosen && after.startsWith("_") && isWithin(before, "_");
  const starred = /(^|[^*])\*$/.test(before) && /^\*($|[^*])/.test(after);
  const inWord = /[\p{L}\p{N}]$/u.test(before) || /^[\p{L}\p{N}]/u.test(after);
  wrap(field, selection, !leaves && (starred || inWord) ? "*" : "_");
}

function link(field, { chosen }) {
  const about = chosen.trim();
  if (!about || /^(https?:\/\/|mailto:)\S+$/.test(about)) surround(field, "[", "", `](${about || "https://"})`);
  else surround(field, `[${about}](`, "https://", ")");
}

function prefix(field, { before, chosen, after }, mark) {
  const start = before.lastIndexOf("\n") + 1;
  const [rest] = after.split("\n", 1);
  const lines = (before.slice(start) + chosen + rest).split("\n");
  const marked = lines.every((line) => line.startsWith(mark));
  const text = lines.map((line) => (marked ? line.slice(mark.length) : mark + line)).join("\n");
  field.setSelectionRange(start, field.selectionEnd + rest.length);
  if (lines.length > 1) surround(field, "", text, "");
  else insertText(field, text);
}

function block(field, { before, chosen, after }) {
  const [lead, tail] = [/(^|\n)$/.test(before) ? "" : "\n", /^(\n|$)/.test(after) ? "" : "\n"];
  surround(field, `${lead}\`\`\`\n`, chosen, `\n\`\`\`${tail}`);
}
