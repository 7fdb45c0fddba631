const GLIDE = { duration: 140, easing: "ease-out" };
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

/** Makes a change after which elements stand elsewhere; they do not jump there: one sees who went where. */
export function glide(elements, change) {
  const before = new Map([...elements].map((element) => [element, element.getBoundingClientRect()]));
  change();
  if (stillness.matches) return;
  for (const [element, from] of before) {
    for (const animation of element.getAnimations()) animation.cancel();
    const to = element.getBoundingClientRect();
    const [right, down] = [from.left - to.left, from.top - to.top];
    if (right || down) element.animate([{ translate: `${right}px ${down}px` }, { translate: "0 0" }], GLIDE);
  }
}

/** Puts an element before another of the same parent, and leaves the focus and what is scrolled in it as they were. */
export function moveBefore(element, next) {
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const scrolled = [...element.querySelectorAll("*")].filter(({ scrollTop }) => scrollTop).map((e) => [e, e.scrollTop]);
  element.parentElement.insertBefore(element, next);
  for (const [each, top] of scrolled) each.scrollTop = top;
  focused?.focus({ preventScroll: true });
}
