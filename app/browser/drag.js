const DRAG_PX = 4;
const EDGE_PX = 48;
const SCROLL_PX = 14;

/**
 * On a grid of cells, what is dragged follows the pointer, or its corner does; at an edge, what the grid lies in
 * scrolls. What becomes of it is up to whoever listens.
 */
export class CellDrag {
  #element = null;
  #start = null;
  #dragging = false;
  #cells = [0, 0];

  /**
   * @param {HTMLElement} grid
   * @param {HTMLElement} scroller what scrolls
   * @param {object} on
   * @param {(target: Element) => ?{element: HTMLElement, resizes: boolean}} on.pressed what a press would drag
   * @param {(element: HTMLElement, resizes: boolean) => void} on.begun
   * @param {(element: HTMLElement, cells: [number, number], resizes: boolean) => void} on.crossed it is so many
   *   columns and rows from where it was
   * @param {(element: HTMLElement, cells: [number, number], resizes: boolean) => Promise<void>} on.dropped it stays
   *   where the pointer left it until that is done
   * @param {(element: HTMLElement) => void} on.cancelled
   */
  constructor(grid, scroller, on) {
    Object.assign(this, { grid, scroller, on });
    grid.addEventListener("pointerdown", (event) => this.#press(event));
    grid.addEventListener("pointermove", (event) => this.#move(event));
    grid.addEventListener("pointerup", () => this.#drop());
    grid.addEventListener("pointercancel", () => this.cancel());
    grid.addEventListener("lostpointercapture", () => this.cancel());
    grid.addEventListener("dragstart", (event) => this.on.pressed(event.target) && event.preventDefault());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#dragging) return;
      event.preventDefault();
      this.cancel();
    }, true);
  }

  /** It was not meant. */
  cancel() {
    const element = this.#end();
    if (!element) return;
    rest(element);
    this.on.cancelled(element);
  }

  #press(event) {
    const onControl = event.target.closest("button, a, input, textarea");
    const found = event.button === 0 && !onControl ? this.on.pressed(event.target) : null;
    if (!found || found.element.classList.contains("dragged")) return;
    this.#element = found.element;
    const { clientX: x, clientY: y, pointerId: pointer } = event;
    this.#start = { x, y, pointer, top: this.scroller.scrollTop, resizes: found.resizes };
    this.#cells = [0, 0];
  }

  #move(event) {
    if (!this.#element || event.pointerId !== this.#start.pointer) return;
    const far = Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y) > DRAG_PX;
    if (!this.#dragging && far) this.#begin();
    if (this.#dragging) this.#follow(event);
  }

  #begin() {
    this.#dragging = true;
    this.#element.setPointerCapture(this.#start.pointer);
    this.#element.classList.add("dragged");
    this.#element.classList.toggle("resized", this.#start.resizes);
    this.on.begun(this.#element, this.#start.resizes);
  }

  #follow({ clientX, clientY }) {
    this.#scrollAtEdge(clientY);
    const { x, y, top, resizes } = this.#start;
    const right = clientX - x;
    const down = clientY - y + this.scroller.scrollTop - top;
    const { style } = this.#element;
    if (resizes) Object.assign(style, { width: `calc(100% + ${right}px)`, height: `calc(100% + ${down}px)` });
    else style.translate = `${right}px ${down}px`;
    const cell = cellOf(this.grid);
    const cells = [Math.round(right / cell.width), Math.round(down / cell.height)];
    if (cells.join() === this.#cells.join()) return;
    this.#cells = cells;
    this.on.crossed(this.#element, cells, resizes);
  }

  async #drop() {
    const [cells, { resizes } = {}] = [this.#cells, this.#start ?? {}];
    const element = this.#end();
    if (!element) return;
    await this.on.dropped(element, cells, resizes);
    rest(element);
  }

  /** Lets go; what was being dragged, if anything was. */
  #end() {
    const element = this.#dragging ? this.#element : null;
    this.#element = null;
    this.#dragging = false;
    return element;
  }

  #scrollAtEdge(y) {
    const { top, bottom } = this.scroller.getBoundingClientRect();
    if (y < top + EDGE_PX) this.scroller.scrollTop -= SCROLL_PX;
    if (y > bottom - EDGE_PX) this.scroller.scrollTop += SCROLL_PX;
  }
}

function rest(element) {
  element.classList.remove("dragged", "resized");
  for (const name of ["translate", "width", "height"]) element.style.removeProperty(name);
}

/** The size of a cell and the gap after it. */
function cellOf(grid) {
  const { columnGap, rowGap, gridTemplateColumns, gridAutoRows } = getComputedStyle(grid);
  return {
    width: parseFloat(gridTemplateColumns) + parseFloat(columnGap),
    height: parseFloat(gridAutoRows) + parseFloat(rowGap),
  };
}

/** The cell of a grid at a point of the window, be it beside the grid. */
export function cellAt(grid, { x, y }) {
  const { left, top } = grid.getBoundingClientRect();
  const { paddingLeft, paddingTop } = getComputedStyle(grid);
  const { width, height } = cellOf(grid);
  const across = Math.floor((x - left - parseFloat(paddingLeft)) / width);
  return { x: Math.max(across, 0), y: Math.max(Math.floor((y - top - parseFloat(paddingTop)) / height), 0) };
}
