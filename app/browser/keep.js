/** What this browser keeps: localStorage, or this page alone where that is full or forbidden. */
const here = new Map();

export function kept(key) {
  if (here.has(key)) return here.get(key);
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** The value that is kept there as JSON, or null when there is none that can be read. */
export function keptValue(key) {
  try {
    return JSON.parse(kept(key));
  } catch {
    return null;
  }
}

export function keep(key, text) {
  try {
    localStorage.setItem(key, text);
    here.delete(key);
  } catch {
    here.set(key, text);
  }
}

export function drop(key) {
  here.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Then nothing of ours is in it either.
  }
}

/** The kept keys that begin so. */
export function keptKeys(prefix) {
  let keys = [...here.keys()];
  try {
    keys = keys.concat(Object.keys(localStorage));
  } catch {
    // What is held here is all there is.
  }
  return [...new Set(keys)].filter((key) => key.startsWith(prefix));
}
