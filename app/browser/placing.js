/** Between what is placed and what it belongs to, and from there to the window's edges. */
const GAP = 8;

/**
 * Tells an open popover where to stand so that all of it shows: its style sheet reads `--x` and `--y`.
 * @param {HTMLElement} popover
 * @param {object} where its corner at a point `x`, `y`; or `below` or `beside` an element
 */
export function place(popover, { x, y, below, beside }) {
  const { style } = popover;
  const box = (below ?? beside)?.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const most = { x: innerWidth - width - GAP, y: innerHeight - height - GAP };
  if (below) {
    [x, y] = [box.left, box.bottom + GAP / 2];
  } else if (beside) {
    [x, y] = [box.right - 2, box.top - 6];
    if (x > most.x) x = box.left - width + 2;
    // Too narrow for two side by side: what opened it stays in view.
    if (x < GAP) [x, y] = [most.x, box.bottom];
  } else {
    if (x > most.x) x -= width;
    if (y > most.y && y - height >= GAP) y -= height;
  }
  style.setProperty("--x", `${Math.max(GAP, Math.min(x, most.x))}px`);
  style.setProperty("--y", `${Math.max(GAP, Math.min(y, most.y))}px`);
}
