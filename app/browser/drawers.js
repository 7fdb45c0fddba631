/**
 * Drawers slide over the page where it is narrow, one at a time. A `data-drawer=NAME` is opened by a button with
 * `data-opens-drawer=NAME`, and closed by the same, by Esc, or by a press on the `data-scrim` below it; while it is
 * open, it and the scrim have `data-open`.
 */
let opener = null;

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-opens-drawer]");
  if (button && button !== opener) show(button);
  else if (button || target.matches("[data-scrim]")) closeDrawer();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  // What stands before the drawer goes first.
  if (!document.querySelector("dialog:modal, [popover=auto]:popover-open")) closeDrawer();
});

export function closeDrawer(giveFocusBack = true) {
  const before = opener;
  show(null);
  if (giveFocusBack && before?.checkVisibility()) before.focus();
}

function show(button) {
  opener = button;
  const name = button?.dataset.opensDrawer;
  for (const each of document.querySelectorAll("[data-drawer], [data-scrim]")) {
    each.toggleAttribute("data-open", button !== null && (each.dataset.drawer ?? name) === name);
  }
  for (const each of document.querySelectorAll("[data-opens-drawer]")) each.ariaExpanded = String(each === button);
  // A field would call the keyboard up over what one wants to see: a button or a link takes the focus.
  const first = document.querySelector("[data-drawer][data-open] :is([aria-current] a, a[href], button)");
  // It becomes focusable with the style that this very change brings.
  requestAnimationFrame(() => first?.focus({ preventScroll: true }));
}
