/**
 * A piece of the page takes the place of another, and takes over what somebody did in it: what is typed, ticked or
 * chosen and not sent, the focus with its selection, and how far lists are scrolled.
 */
export function replaceCarrying(old, fresh) {
  const focus = focusIn(old);
  const kept = touched(old, "*");
  const scrolled = scrollersOf(old).map((element) => element.scrollTop);
  old.replaceWith(fresh);
  touch(fresh, kept);
  scrollersOf(fresh).forEach((element, n) => (element.scrollTop = scrolled[n] ?? 0));
  refocus(fresh, focus);
}

/** What is otherwise than it came of `which` controls inside `root`: a list of [name, value, what it is now]. */
export function touched(root, which = ":not([type=password])") {
  const done = controlsOf(root).filter((control) => control.matches(which) && isTouched(control));
  return done.map((control) => [nameOf(control), valueOf(control), stateOf(control)]);
}

/** Does to the controls inside `root` what was done to those of that name. */
export function touch(root, kept) {
  for (const [name, value, state] of kept) {
    const control = controlsOf(root).find((each) => nameOf(each) === name && valueOf(each) === value);
    if (!control || stateOf(control) === state) continue;
    if (isTicked(control)) control.checked = state;
    else control.value = state;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function controlsOf(root) {
  return [...root.querySelectorAll("input:not([type=file], [type=hidden]), textarea, select")];
}

/** A field without a name of its own is known by what it filters. */
function nameOf({ name, dataset }) {
  return name || `filter ${dataset.filter ?? ""}`;
}

function isTicked({ type }) {
  return type === "checkbox" || type === "radio";
}

/** By which several of one name are told apart. */
function valueOf(control) {
  return isTicked(control) ? control.value : "";
}

export function stateOf(control) {
  return isTicked(control) ? control.checked : control.value;
}

function isTouched(control) {
  if (isTicked(control)) return control.checked !== control.defaultChecked;
  if (control.options) return [...control.options].some((each) => each.selected !== each.defaultSelected);
  return control.value !== control.defaultValue;
}

function scrollersOf(root) {
  return [root, ...root.querySelectorAll("ul, ol, [data-scrolls]")];
}

function focusIn(root) {
  const at = document.activeElement;
  if (!at || !root.contains(at)) return null;
  const place = focusables(root).indexOf(at);
  return { id: at.id, name: nameOf(at), value: valueOf(at), place, from: at.selectionStart, to: at.selectionEnd };
}

function refocus(root, focus) {
  if (!focus) return;
  const all = focusables(root);
  const same = (each) => (focus.id ? each.id === focus.id : nameOf(each) === focus.name && valueOf(each) === focus.value);
  const at = all.find((each) => each.matches("input, textarea, select") && same(each)) ?? all[focus.place] ?? all.at(-1);
  at?.focus({ preventScroll: true });
  // Some kinds of fields have no selection, and say so loudly.
  if (typeof focus.from === "number" && at?.selectionStart !== null) at?.setSelectionRange?.(focus.from, focus.to);
}

function focusables(root) {
  return [...root.querySelectorAll("input, textarea, select, button, a[href], [tabindex]")];
}
