/**
 * Arrow keys over the cells of a grid, one of which is in the Tab order. Its rows (`role=row`) hold any number of cells
 * (`role=gridcell`), which the style sheet breaks into lines of `--columns`. Upwards from the first line leads out.
 */
export class Rove {
  #current = null;

  /** @param {HTMLElement} grid */
  constructor(grid) {
    this.grid = grid;
    grid.addEventListener("keydown", (event) => this.#key(event));
    grid.addEventListener("focusin", ({ target }) => this.#makeCurrent(target.closest("[role=gridcell]")));
  }

  /** Other cells are in the grid: the first one is where one starts. */
  begin(cell = this.grid.querySelector("[role=gridcell]")) {
    this.#makeCurrent(cell);
  }

  /** Moves the focus into the grid. False when there is nothing in it. */
  focus() {
    this.#current?.focus();
    return this.#current !== null;
  }

  get #rows() {
    return [...this.grid.querySelectorAll("[role=row]")];
  }

  get #columns() {
    return Number(getComputedStyle(this.grid).getPropertyValue("--columns")) || 1;
  }

  #makeCurrent(cell) {
    if (this.#current) this.#current.tabIndex = -1;
    this.#current = cell;
    if (cell) cell.tabIndex = 0;
  }

  #key(event) {
    const cell = event.target.closest("[role=gridcell]");
    if (!cell || event.altKey || event.metaKey) return;
    const rows = this.#rows;
    const row = rows.indexOf(cell.parentElement);
    const next = move(rows, { row, at: [...cell.parentElement.children].indexOf(cell) }, this.#columns, event, () =>
      Math.max(1, Math.floor(this.grid.clientHeight / cell.offsetHeight) - 1),
    );
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    const { children } = rows[next.row];
    const target = children[Math.min(next.at, children.length - 1)];
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  }
}

/** Where a key leads from a cell; nothing for other keys, and upwards from the first line. */
function move(rows, { row, at }, columns, { key, ctrlKey }, page) {
  const column = at % columns;
  const lines = (of) => Math.ceil(rows[of].children.length / columns);
  const last = rows.length - 1;
  /** That many lines down (or up), on into the next rows, to the end at most. */
  const down = (many) => {
    let [line, to] = [Math.floor(at / columns) + many, row];
    while (line < 0 && to > 0) line += lines(--to);
    while (line >= lines(to) && to < last) line -= lines(to++);
    return { row: to, at: Math.min(Math.max(line, 0), lines(to) - 1) * columns + column };
  };
  switch (key) {
    case "ArrowRight":
      return at < rows[row].children.length - 1 ? { row, at: at + 1 } : row < last && { row: row + 1, at: 0 };
    case "ArrowLeft":
      return at > 0 ? { row, at: at - 1 } : row > 0 && { row: row - 1, at: Infinity };
    case "ArrowDown":
      return down(1);
    case "ArrowUp":
      return row === 0 && at < columns ? null : down(-1);
    case "PageDown":
      return down(page());
    case "PageUp":
      return down(-page());
    case "Home":
      return ctrlKey ? { row: 0, at: 0 } : { row, at: at - column };
    case "End":
      return ctrlKey ? { row: last, at: Infinity } : { row, at: at - column + columns - 1 };
    default:
      return null;
  }
}

/** Arrow keys over the visible `data-rove=ITEMS` of a list, one of which is in the Tab order: at first, the current. */
export function rove(list) {
  const items = () => [...list.querySelectorAll(list.dataset.rove)].filter((item) => !item.closest("[hidden]"));
  const reach = (item) => {
    for (const other of list.querySelectorAll(`${list.dataset.rove}[tabindex="0"]`)) other.tabIndex = -1;
    if (item) item.tabIndex = 0;
  };
  const look = () => {
    const all = items();
    if (!all.some(({ tabIndex }) => tabIndex === 0)) reach(all.find((item) => item.closest("[aria-current]")) ?? all[0]);
  };
  list.addEventListener("focusin", ({ target }) => target.matches(list.dataset.rove) && reach(target));
  list.addEventListener("keydown", (event) => {
    const all = items();
    const here = all.indexOf(event.target);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
    if (here < 0 || !all[to] || event.altKey) return;
    event.preventDefault();
    all[to].focus();
  });
  new MutationObserver(look).observe(list, { childList: true, subtree: true, attributeFilter: ["hidden"] });
  look();
}

/** Brings a row into view in its list, and moves nothing else; whether it shows. */
export function reveal(row) {
  if (!row || row.hidden) return false;
  const list = row.parentElement;
  const [{ top, bottom }, box] = [row, list].map((each) => each.getBoundingClientRect());
  list.scrollTop += Math.min(0, top - box.top) + Math.max(0, bottom - box.bottom);
  return true;
}
