/** Where widgets stand on the desktop's grid. Cells are counted from 0; a widget is {id, x, y, w, h, …}. No DOM. */

export const COLUMNS = 12;
/** The last row in which a widget may begin. */
export const LOWEST = 200;
export const TALLEST = 20;
export const WIDGETS_MOST = 40;

/** As one reads: from the top, and from the left. */
export function inOrder(widgets) {
  return widgets.toSorted((a, b) => a.y - b.y || a.x - b.x);
}

/**
 * The widgets with none lying on another: what is in the way of the one named `first`, or of one that begins higher,
 * goes down.
 */
export function settled(widgets, first = null) {
  const placed = widgets.filter(({ id }) => id === first);
  for (const widget of inOrder(widgets)) if (widget.id !== first) placed.push(below(placed, widget));
  return inOrder(placed);
}

/** Whether the store would take it. */
export function fits(widgets) {
  return widgets.length <= WIDGETS_MOST && widgets.every(({ y }) => y <= LOWEST);
}

/** The nearest that a widget may come to a place and a size. */
export function within(widget, { least = [1, 1] } = {}) {
  const w = clamp(widget.w, least[0], COLUMNS);
  const h = clamp(widget.h, least[1], TALLEST);
  return { ...widget, w, h, x: clamp(widget.x, 0, COLUMNS - w), y: clamp(widget.y, 0, LOWEST) };
}

/** Where something of that size fits: the free place nearest to a cell, at its height or below. */
export function freePlace(widgets, { w, h }, near = { x: 0, y: 0 }) {
  const columns = Array.from({ length: COLUMNS - w + 1 }, (_, x) => x);
  columns.sort((a, b) => Math.abs(a - near.x) - Math.abs(b - near.x) || a - b);
  for (let y = Math.max(0, near.y); y <= LOWEST; y++) {
    const x = columns.find((each) => !widgets.some((other) => overlap(other, { x: each, y, w, h })));
    if (x !== undefined) return { x, y };
  }
  return null;
}

/** Below all of them: where something new stands in one column. */
export function lowestPlace(widgets) {
  return { x: 0, y: Math.max(0, ...widgets.map(({ y, h }) => y + h)) };
}

/**
 * The widgets with the named one a step earlier or later as one reads them: it changes places with its neighbour,
 * each in its own size.
 */
export function swapped(widgets, id, step) {
  const all = inOrder(widgets);
  const here = all.findIndex((widget) => widget.id === id);
  const there = here + step;
  if (here < 0 || there < 0 || there >= all.length) return all;
  const [earlier, later] = step < 0 ? [all[here], all[there]] : [all[there], all[here]];
  const order = all.map((widget) => (widget === earlier ? later : widget === later ? earlier : widget));
  // Each takes the place of who stood there, or below whoever is in the way: never above who comes before it.
  const placed = [];
  for (const [n, widget] of order.entries()) {
    const { x, y } = all[n];
    const before = placed.at(-1);
    const wanted = within({ ...widget, x, y: Math.max(y, before?.y ?? 0) });
    const next = below(placed, wanted);
    placed.push(before && !follows(before, next) ? below(placed, { ...next, y: before.y + 1 }) : next);
  }
  return placed;
}

/** The widget, moved down as far as it takes to lie on none of those. */
function below(placed, widget) {
  const under = placed.filter((other) => overlap(other, widget)).map(({ y, h }) => y + h);
  return under.length ? below(placed, { ...widget, y: Math.max(...under) }) : widget;
}

function follows(a, b) {
  return b.y > a.y || (b.y === a.y && b.x > a.x);
}

function overlap(a, b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
