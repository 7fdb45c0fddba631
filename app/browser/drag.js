const DRAG_PX = 4;
const EDGE_PX = 48;
const SCROLL_PX = 14;
const PLACE = ["x", "y", "w", "h"];

/** Puts an item of a grid of cells, counted from 0, somewhere: in `--x` and `--y`, counted from 1, `--w` and `--h`. */
export function place({ style }, { x, y, w, h }) {
  [x + 1, y + 1, w, h].forEach((value, n) => style.setProperty(`--${PLACE[n]}`, value));
}

function placeOf({ style }) {
  const [x, y, w, h] = PLACE.map((name) => Number(style.getPropertyValue(`--${name}`)));
  return { x: x - 1, y: y - 1, w, h };
}

/** The cell of a grid at a point of the window, be it beside the grid. */
export function cellAt(grid, { x, y }) {
  const { left, top } = grid.getBoundingClientRect();
  const { paddingLeft, paddingTop } = getComputedStyle(grid);
  const { width, height } = cellOf(grid);
  const across = Math.floor((x - left - parseFloat(paddingLeft)) / width);
  return { x: Math.max(across, 0), y: Math.max(Math.floor((y - top - parseFloat(paddingTop)) / height), 0) };
}

/** The size of a cell and the gap after it. */
function cellOf(grid) {
  const { columnGap, rowGap, gridTemplateColumns, gridAutoRows } = getComputedStyle(grid);
  return {
    width: parseFloat(gridTemplateColumns) + parseFloat(columnGap),
    height: parseFloat(gridAutoRows) + parseFloat(rowGap),
  };
}

/**
 * In a grid of cells an item follows the pointer, or its `data-corner` does; at an edge, what the grid lies in scrolls.
 * What becomes of it is up to whoever listens.
 */
export class CellDrag {
  /** {item, resizes, from, to, x, y, top, pointer, moves} */
  #held = null;

  /**
   * @param {HTMLElement} grid  @param {HTMLElement} scroller what scrolls
   * @param {object} on what is done: `pressed(target)` tells which item a press would drag; `begun(item, from)`;
   *   `crossed(item, to)` when it is over other cells; `dropped(item, to)`, from when on it stays where it was left
   *   until it is to `rest`; to nowhere when that was not meant
   */
  constructor(grid, scroller, on) {
    Object.assign(this, { scroller, on, grid });
    const drop = () => this.#drop(null);
    grid.addEventListener("pointerdown", (event) => this.#press(event));
    grid.addEventListener("pointermove", (event) => this.#move(event));
    grid.addEventListener("pointerup", () => this.#drop(this.#held?.to));
    grid.addEventListener("pointercancel", drop);
    grid.addEventListener("lostpointercapture", drop);
    grid.addEventListener("dragstart", (event) => on.pressed(event.target) && event.preventDefault());
    // A menu that opens meanwhile takes the pointer.
    document.addEventListener("beforetoggle", drop, true);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#held?.moves) return;
      event.preventDefault();
      drop();
    }, true);
  }

  #press({ target, button, clientX: x, clientY: y, pointerId: pointer }) {
    const item = button === 0 && !target.closest("button, a, input, textarea") ? this.on.pressed(target) : null;
    if (!item || item.classList.contains("dragged")) return;
    const [resizes, from] = [Boolean(target.closest("[data-corner]")), placeOf(item)];
    this.#held = { item, resizes, from, to: from, x, y, top: this.scroller.scrollTop, pointer, moves: false };
  }

  #move({ clientX, clientY, pointerId }) {
    const held = this.#held;
    if (pointerId !== held?.pointer) return;
    if (!held.moves && Math.hypot(clientX - held.x, clientY - held.y) <= DRAG_PX) return;
    if (!held.moves) {
      held.moves = true;
      held.item.setPointerCapture(pointerId);
      held.item.classList.add("dragged", ...(held.resizes ? ["resized"] : []));
      this.on.begun(held.item, held.from);
    }
    const { top, bottom } = this.scroller.getBoundingClientRect();
    if (clientY < top + EDGE_PX) this.scroller.scrollTop -= SCROLL_PX;
    if (clientY > bottom - EDGE_PX) this.scroller.scrollTop += SCROLL_PX;
    this.#follow(held, clientX - held.x, clientY - held.y + this.scroller.scrollTop - held.top);
  }

  #follow(held, right, down) {
    const { item, resizes, from } = held;
    if (resizes) Object.assign(item.style, { width: `calc(100% + ${right}px)`, height: `calc(100% + ${down}px)` });
    else item.style.translate = `${right}px ${down}px`;
    const { width, height } = cellOf(this.grid);
    const [across, below] = [Math.round(right / width), Math.round(down / height)];
    const moved = resizes ? { w: from.w + across, h: from.h + below } : { x: from.x + across, y: from.y + below };
    const to = { ...from, ...moved };
    if (isSame(to, held.to)) return;
    held.to = to;
    this.on.crossed(item, to);
  }

  #drop(to) {
    const held = this.#held;
    this.#held = null;
    if (held?.moves) this.on.dropped(held.item, to && !isSame(to, held.from) ? to : null);
  }
}

/** An item that was dropped goes to where it belongs. */
export function rest({ classList, style }) {
  classList.remove("dragged", "resized");
  for (const name of ["translate", "width", "height"]) style.removeProperty(name);
}

function isSame(one, other) {
  return PLACE.every((name) => one[name] === other[name]);
}
