/** What this browser keeps for a member: localStorage, or this page's memory where that is full or forbidden. */
const memory = new Map();

export function kept(key) {
  if (memory.has(key)) return memory.get(key);
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keep(key, text) {
  try {
    localStorage.setItem(key, text);
    memory.delete(key);
  } catch {
    memory.set(key, text);
  }
}

export function drop(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Then nothing of ours is in it either.
  }
}

/** The kept keys that begin so. */
export function keptKeys(prefix) {
  let keys = [...memory.keys()];
  try {
    keys = keys.concat(Object.keys(localStorage));
  } catch {
    // Memory is all there is.
  }
  return [...new Set(keys)].filter((key) => key.startsWith(prefix));
}
