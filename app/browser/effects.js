/** What the server can have the page do in an answer: a list of [name, …details]. */
const handlers = new Map();

/** What becomes of the effect of that name. */
export function onEffect(name, handler) {
  handlers.set(name, handler);
}

export function take(effects) {
  for (const [name, ...details] of effects) handlers.get(name)?.(...details);
}
