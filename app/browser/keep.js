/** What this browser keeps, as JSON: in localStorage, or in this page alone where that is full or forbidden. */
const here = new Map();

export function kept(key) {
  return tried(() => JSON.parse(here.get(key) ?? localStorage.getItem(key)));
}

/** Null: nothing any more. */
export function keep(key, value) {
  if (value === null) return drop(key);
  here.set(key, JSON.stringify(value));
  tried(() => {
    localStorage.setItem(key, here.get(key));
    here.delete(key);
  });
}

export function drop(key) {
  here.delete(key);
  tried(() => localStorage.removeItem(key));
}

export function keptKeys(prefix) {
  const keys = [...here.keys(), ...(tried(() => Object.keys(localStorage)) ?? [])];
  return [...new Set(keys)].filter((key) => key.startsWith(prefix));
}

/** What `work` gives, or null where the browser forbids it. */
export function tried(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
