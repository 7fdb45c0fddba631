/**
 * Drawers slide over the page where it is narrow, one at a time. A `data-drawer=NAME` is opened by a button with
 * `data-opens-drawer=NAME`, and closed by the same, by Esc, or by a press on the `data-scrim` below it; while it is
 * open, it and the scrim have `data-open`.
 */
let open = "";
let opener = null;

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-opens-drawer]");
  if (button && button.dataset.opensDrawer !== open) show(button.dataset.opensDrawer, button);
  else if (button || target.matches?.("[data-scrim]")) closeDrawer();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !open || event.defaultPrevented) return;
  // What stands before the drawer goes first.
  if (!document.querySelector("dialog:modal, [popover=auto]:popover-open")) closeDrawer();
});

export function closeDrawer(giveFocusBack = true) {
  if (!open) return;
  const before = opener;
  show("", null);
  if (giveFocusBack && before.checkVisibility()) before.focus();
}

function show(name, button) {
  [open, opener] = [name, button];
  for (const drawer of document.querySelectorAll("[data-drawer]")) {
    drawer.toggleAttribute("data-open", drawer.dataset.drawer === name);
  }
  for (const scrim of document.querySelectorAll("[data-scrim]")) scrim.toggleAttribute("data-open", name !== "");
  for (const each of document.querySelectorAll("[data-opens-drawer]")) each.ariaExpanded = String(each === button);
  if (!name) return;
  // A field would call the keyboard up over what one wants to see: a button or a link takes the focus.
  const first = document.querySelector(`[data-drawer="${name}"]`).querySelector("[aria-current] a, a[href], button");
  // It becomes focusable with the style that this very change brings.
  requestAnimationFrame(() => first?.focus({ preventScroll: true }));
}
