/** Puts an element before another of the same parent; what goes on in it does, and it keeps the focus. */
export function moveBefore(element, next) {
  const { parentElement, ownerDocument } = element;
  if (parentElement.moveBefore) return parentElement.moveBefore(element, next);
  const focused = element.contains(ownerDocument.activeElement) ? ownerDocument.activeElement : null;
  parentElement.insertBefore(element, next);
  focused?.focus({ preventScroll: true });
}
