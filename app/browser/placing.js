/** Between what is placed and what it belongs to, and from there to the window's edges. */
const GAP = 8;

/**
 * Tells an open popover where to stand so that all of it shows: its style sheet reads `--x`, `--y` and, for one that
 * stands clear of something, how high it may be: `--room`.
 * @param {HTMLElement} popover
 * @param {object} where its corner at a point `x`, `y`; or `below` or `beside` an element; or `clear` of one, above or
 *   below it, where there is more room, near to `at`
 */
export function place(popover, { x, y, below, beside, clear, at }) {
  const { style } = popover;
  const box = (below ?? beside ?? clear)?.getBoundingClientRect();
  const under = clear ? innerHeight - box.bottom : 0;
  const isAbove = clear && box.top > under;
  if (clear) style.setProperty("--room", `${Math.max(box.top, under) - 2 * GAP}px`);
  const { offsetWidth: width, offsetHeight: height } = popover;
  const most = { x: innerWidth - width - GAP, y: innerHeight - height - GAP };
  if (below) {
    [x, y] = [box.left, box.bottom + GAP / 2];
  } else if (clear) {
    [x, y] = [at.getBoundingClientRect().left - 3 * GAP, isAbove ? box.top - GAP - height : box.bottom + GAP];
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
