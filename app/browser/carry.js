const isTicked = ({ type }) => type === "checkbox" || type === "radio";
const scrollersOf = (root) => [root, ...root.querySelectorAll("ul, ol")];
const focusables = (root) => [root, ...root.querySelectorAll("input, textarea, select, button, a[href], [tabindex]")];
const controlsOf = (root) => [...root.querySelectorAll("input:not([type=file], [type=hidden]), textarea, select")];
const identityOf = (control) => control.id || String(nameOf(control));
export const stateOf = (control) => (isTicked(control) ? control.checked : control.value);

/**
 * A piece of the page takes the place of another, and takes over what somebody did in it: what is typed, ticked or
 * chosen and not sent, which folds are open, the focus with its selection, and how far lists are scrolled.
 */
export function replaceCarrying(old, fresh) {
  const focus = focusIn(old);
  const kept = touched(old, "*");
  // Those that came open, `data-open`, and are closed by now stay so, too.
  const folds = [...old.querySelectorAll("details:is([open], [data-open])")].map(({ id, open }) => [id, open]);
  const scrolled = scrollersOf(old).map((element) => element.scrollTop);
  old.replaceWith(fresh);
  touch(fresh, kept);
  for (const [id, open] of folds) document.getElementById(id)?.toggleAttribute("open", open);
  scrollersOf(fresh).forEach((element, n) => (element.scrollTop = scrolled[n] ?? 0));
  refocus(fresh, focus);
}

/** What is otherwise than it came of `which` controls inside `root`: a list of [name, value, what it is now]. */
export function touched(root, which = ":not([type=password])") {
  const done = controlsOf(root).filter((control) => control.matches(which) && isTouched(control));
  return done.map((control) => [...nameOf(control), stateOf(control)]);
}

export function touch(root, kept) {
  for (const [name, value, state] of kept) {
    const control = controlsOf(root).find((each) => String(nameOf(each)) === String([name, value]));
    if (!control || stateOf(control) === state) continue;
    if (isTicked(control)) control.checked = state;
    else control.value = state;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** What it is called, and by which value several of one name are told apart. One without a name filters something. */
const nameOf = (it) => [it.name || `filter ${it.dataset.filter}`, isTicked(it) ? it.value : ""];

function isTouched(control) {
  if (isTicked(control)) return control.checked !== control.defaultChecked;
  if (control.options) return [...control.options].some((each) => each.selected !== each.defaultSelected);
  return control.value !== control.defaultValue;
}

export function focusIn(root) {
  const at = document.activeElement;
  if (!at || !root.contains(at)) return null;
  const { selectionStart: from, selectionEnd: to, selectionDirection: way } = at;
  const name = at.matches("input, textarea, select") ? identityOf(at) : null;
  return { name, place: focusables(root).indexOf(at), from, to, way };
}

export function refocus(root, focus) {
  if (!focus) return;
  const { name, place, from, to, way } = focus;
  const all = focusables(root);
  const same = name && controlsOf(root).find((each) => identityOf(each) === name);
  const next = same || (all.slice(place).find((each) => each.checkVisibility()) ?? all.at(-1));
  next?.focus({ preventScroll: true });
  // Some kinds of fields have no selection, and say so loudly.
  if (typeof from === "number" && next?.selectionStart !== null) next?.setSelectionRange?.(from, to, way);
}
