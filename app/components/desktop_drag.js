import { oneColumn } from "miaou/desktop_edit.js";
import { COLUMNS, fits, settled, within } from "miaou/desktop_grid.js";
import { layout } from "miaou/desktop_layout.js";
import { WIDGETS } from "miaou/widgets.js";

const DRAG_PX = 4;
const EDGE_PX = 48;
const SCROLL_PX = 14;

/**
 * In edit mode a tile follows the pointer, or its corner does; the others make room as it goes, and where it would
 * stand is drawn below it.
 */
export class Drag {
  #tile = null;
  #start = null;
  #base = null;
  #wanted = null;
  #dragging = false;

  /** @param {HTMLElement} surface  @param {import("miaou/desktop_tiles.js").Tiles} tiles  @param {Editing} editing */
  constructor(surface, tiles, editing) {
    Object.assign(this, { surface, tiles, editing });
    this.grid = tiles.container;
    this.landing = this.grid.querySelector(".landing");
    this.grid.addEventListener("pointerdown", (event) => this.#press(event));
    this.grid.addEventListener("pointermove", (event) => this.#move(event));
    this.grid.addEventListener("pointerup", () => this.#drop());
    this.grid.addEventListener("pointercancel", () => this.cancel());
    this.grid.addEventListener("lostpointercapture", () => this.cancel());
    this.grid.addEventListener("dragstart", (event) => this.editing.isOn && event.preventDefault());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#dragging) return;
      event.preventDefault();
      this.cancel();
    }, true);
  }

  /** It was not meant: all is as before. */
  cancel() {
    if (this.#dragging) this.tiles.preview(layout.widgets);
    this.#end();
  }

  #press(event) {
    const tile = this.tiles.at(event.target);
    const onControl = event.target.closest("button, a, input, textarea");
    if (!this.editing.isOn || oneColumn.matches || !tile || onControl || event.button !== 0) return;
    this.#tile = tile;
    this.#start = { x: event.clientX, y: event.clientY, top: this.surface.scrollTop, pointer: event.pointerId };
    this.#start.resizes = Boolean(event.target.closest(".tile-handle"));
  }

  #move(event) {
    if (!this.#tile || event.pointerId !== this.#start.pointer) return;
    const far = Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y) > DRAG_PX;
    if (!this.#dragging && far) this.#begin();
    if (this.#dragging) this.#follow(event);
  }

  #begin() {
    const { id, element } = this.#tile;
    layout.hold();
    this.#dragging = true;
    this.#base = layout.get(id);
    this.#wanted = this.#base;
    element.setPointerCapture(this.#start.pointer);
    element.classList.add("dragged");
    element.classList.toggle("resized", this.#start.resizes);
    this.landing.hidden = false;
    this.#land(this.#base);
  }

  #follow({ clientX, clientY }) {
    this.#scrollAtEdge(clientY);
    const right = clientX - this.#start.x;
    const down = clientY - this.#start.y + this.surface.scrollTop - this.#start.top;
    const { element } = this.#tile;
    const cell = this.#cell();
    const [columns, rows] = [Math.round(right / cell.width), Math.round(down / cell.height)];
    if (this.#start.resizes) {
      element.style.width = `calc(100% + ${right}px)`;
      element.style.height = `calc(100% + ${down}px)`;
    } else {
      element.style.translate = `${right}px ${down}px`;
    }
    this.#want(this.#start.resizes ? grown(this.#base, columns, rows) : moved(this.#base, columns, rows));
  }

  #want(wanted) {
    const next = within(wanted, WIDGETS[this.#base.kind]);
    if (["x", "y", "w", "h"].every((name) => next[name] === this.#wanted[name])) return;
    const widgets = settled(layout.widgets.map((each) => (each.id === next.id ? next : each)), next.id);
    if (!fits(widgets)) return;
    this.#wanted = next;
    this.tiles.preview(widgets.filter(({ id }) => id !== next.id));
    this.#land(next);
  }

  #land({ x, y, w, h }) {
    const places = { "--x": x + 1, "--y": y + 1, "--w": w, "--h": h };
    for (const [name, value] of Object.entries(places)) this.landing.style.setProperty(name, value);
  }

  #drop() {
    const [wanted, resizes, base] = [this.#wanted, this.#start?.resizes, this.#base];
    if (this.#dragging && wanted !== base) this.editing.place(wanted, { resizes });
    else if (this.#dragging) this.tiles.preview(layout.widgets);
    this.#end();
  }

  #end() {
    const tile = this.#tile;
    const wasDragging = this.#dragging;
    this.#tile = null;
    this.#dragging = false;
    this.landing.hidden = true;
    if (!wasDragging) return;
    tile.element.classList.remove("dragged", "resized");
    for (const name of ["translate", "width", "height"]) tile.element.style.removeProperty(name);
    layout.release();
  }

  /** The size of a cell and the gap after it. */
  #cell() {
    const { columnGap, rowGap, gridTemplateColumns, gridAutoRows } = getComputedStyle(this.grid);
    return {
      width: parseFloat(gridTemplateColumns) + parseFloat(columnGap),
      height: parseFloat(gridAutoRows) + parseFloat(rowGap),
    };
  }

  #scrollAtEdge(y) {
    const { top, bottom } = this.surface.getBoundingClientRect();
    if (y < top + EDGE_PX) this.surface.scrollTop -= SCROLL_PX;
    if (y > bottom - EDGE_PX) this.surface.scrollTop += SCROLL_PX;
  }
}

function moved(widget, columns, rows) {
  return { ...widget, x: widget.x + columns, y: widget.y + rows };
}

function grown(widget, columns, rows) {
  return { ...widget, w: Math.min(widget.w + columns, COLUMNS - widget.x), h: widget.h + rows };
}
