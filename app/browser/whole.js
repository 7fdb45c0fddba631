/** The text without halves of characters, which a broken paste may leave: the server could not read any of it. */
export function whole(text) {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
