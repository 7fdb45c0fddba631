/** What this browser keeps: localStorage, or this page alone where that is full or forbidden. */
const here = new Map();

export function kept(key) {
  return here.get(key) ?? tried((storage) => storage.getItem(key));
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
  here.set(key, text);
  tried((storage) => {
    storage.setItem(key, text);
    here.delete(key);
  });
}

export function drop(key) {
  here.delete(key);
  tried((storage) => storage.removeItem(key));
}

/** The kept keys that begin so. */
export function keptKeys(prefix) {
  const keys = [...here.keys(), ...(tried(Object.keys) ?? [])];
  return [...new Set(keys)].filter((key) => key.startsWith(prefix));
}

function tried(work) {
  try {
    return work(localStorage);
  } catch {
    return null;
  }
}
