/** A name that one begins to type: two letters after a colon that is not itself part of something else. */
const BEGUN = /(?:^|[^\p{L}\p{N}_:/\\@#&=%$€+<>^|'’-]):([\p{L}\p{N}+_'’-]{2,40})$/u;
const LONGEST = 50;

/**
 * The name that ends at the caret: what is typed of it, and where its colon stands; or null.
 * @param {HTMLTextAreaElement|HTMLInputElement} field
 */
export function begunIn(field) {
  const caret = field.selectionStart;
  if (caret !== field.selectionEnd) return null;
  const name = field.value.slice(Math.max(0, caret - LONGEST), caret).match(BEGUN)?.[1];
  return name ? { name, from: caret - name.length - 1 } : null;
}
