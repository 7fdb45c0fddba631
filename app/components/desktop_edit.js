import { canalsInOrder } from "miaou/desktop_canals.js";
import { COLUMNS, fits, freePlace, lowestPlace, settled, swapped, WIDGETS_MOST, within } from "miaou/desktop_grid.js";
import { layout } from "miaou/desktop_layout.js";
import { askLink } from "miaou/link_form.js";
import { menuIsOpen } from "miaou/menu.js";
import { show } from "miaou/toast.js";
import { WIDGETS } from "miaou/widgets.js";
import { say } from "miaou/words.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** In a window this narrow, the tiles stand in one column. */
export const oneColumn = matchMedia("(max-width: 699.98px)");

/** Arranging the desktop: what edit mode is, and all that can be done to a tile in it. */
export class Editing {
  #takeBack = null;

  /** @param {HTMLElement} surface  @param {import("miaou/desktop_tiles.js").Tiles} tiles */
  constructor(surface, tiles) {
    this.surface = surface;
    this.tiles = tiles;
    this.status = surface.querySelector(":scope > [role=status]");
    surface.addEventListener("keydown", (event) => this.#key(event));
    surface.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("keydown", (event) => {
      const elsewhere = event.defaultPrevented || menuIsOpen() || document.querySelector("dialog[open]");
      if (event.key === "Escape" && this.isOn && !elsewhere) this.toggle(false);
    });
  }

  get isOn() {
    return this.surface.dataset.editing === "true";
  }

  toggle(on = !this.isOn) {
    this.surface.dataset.editing = String(on);
    this.tiles.freeze(on);
    if (!on) this.#forgetRemoved();
    // What had the focus may not take it any more.
    this.surface.focus({ preventScroll: true });
    this.announce(on ? say(oneColumn.matches ? "editing_column" : "editing") : say("edited"));
  }

  announce(text) {
    this.status.textContent = text;
  }

  /** Puts a new widget on the desktop, as near as can be to a cell. */
  async add(kind, near = undefined) {
    if (layout.widgets.length >= WIDGETS_MOST) return void show(say("too_many", { n: WIDGETS_MOST }), "error");
    const options = await optionsFor(kind);
    if (!options) return;
    const place = placeFor(kind, near);
    const widget = { id: newId(), kind, ...place, options };
    if (!place || !this.#put([...layout.widgets, widget])) return void show(say("no_room"), "error");
    this.#show(widget.id);
    this.announce(say("added", { title: this.tiles.get(widget.id).title }));
  }

  remove(id) {
    const { title } = this.tiles.get(id);
    const widget = layout.get(id);
    const { widgets } = layout;
    const place = widgets.indexOf(widget);
    const next = widgets[place + 1] ?? widgets[place - 1];
    layout.change({ widgets: widgets.filter((each) => each !== widget) });
    this.#forgetRemoved();
    this.#takeBack = show(say("removed", { title }), "info", { label: say("undo"), run: () => this.#giveBack(widget) });
    (this.tiles.get(next?.id)?.element ?? this.surface).focus({ preventScroll: true });
    this.announce(say("removed", { title }));
  }

  /** Moves a tile by cells, or makes it larger or smaller by them. */
  move(id, [right, down], resizes = false) {
    const widget = layout.get(id);
    const { x, y, w, h } = widget;
    const wanted = resizes ? { ...widget, w: w + right, h: h + down } : { ...widget, x: x + right, y: y + down };
    this.place(resizes && wanted.x + wanted.w > COLUMNS ? widget : wanted, { resizes });
  }

  /** Puts a tile elsewhere, or in another size; whoever is in its way goes down. */
  place(wanted, { resizes = false } = {}) {
    const widget = layout.get(wanted.id);
    // Another tab has just removed it.
    if (!widget) return;
    const next = within(wanted, WIDGETS[widget.kind]);
    if (["x", "y", "w", "h"].every((name) => next[name] === widget[name])) return void this.announce(say("at_edge"));
    const widgets = layout.widgets.map((each) => (each.id === next.id ? next : each));
    if (!this.#put(settled(widgets, next.id))) return void this.announce(say("at_edge"));
    const { title, element } = this.tiles.get(next.id);
    element.scrollIntoView({ block: "nearest" });
    const { x, y, w, h } = next;
    this.announce(resizes ? say("tile_size", { title, w, h }) : say("tile_at", { title, x: x + 1, y: y + 1 }));
  }

  /** In one column: a step earlier or later. */
  reorder(id, step) {
    const widgets = swapped(layout.widgets, id, step);
    if (!this.#put(widgets)) return void this.announce(say("at_edge"));
    const n = layout.widgets.findIndex((each) => each.id === id) + 1;
    const { title, element } = this.tiles.get(id);
    element.scrollIntoView({ block: "nearest" });
    this.announce(say("tile_order", { title, n, all: layout.widgets.length }));
  }

  #put(widgets) {
    if (!fits(widgets)) return false;
    layout.change({ widgets: settled(widgets) });
    return true;
  }

  #giveBack(widget) {
    this.#takeBack = null;
    if (layout.get(widget.id)) return;
    if (!this.#put(settled([...layout.widgets, widget], widget.id))) return void show(say("no_room"), "error");
    this.#show(widget.id);
  }

  #forgetRemoved() {
    this.#takeBack?.();
    this.#takeBack = null;
  }

  #show(id) {
    const { element } = this.tiles.get(id);
    element.scrollIntoView({ block: "nearest" });
    if (this.isOn) element.focus({ preventScroll: true });
  }

  #click(event) {
    const button = event.target.closest("[data-tool]");
    const tile = button && this.tiles.at(button);
    if (!tile) return;
    const { tool } = button.dataset;
    if (tool === "remove") return this.remove(tile.id);
    if (tool === "options") return tile.edit();
    if (tool === "up" || tool === "down") this.reorder(tile.id, tool === "up" ? -1 : 1);
    else this.move(tile.id, [0, tool === "taller" ? 1 : -1], true);
    // It may have moved in the page: the finger, or the keyboard, goes on with it.
    this.tiles.get(tile.id)?.tools.querySelector(`[data-tool=${tool}]`)?.focus({ preventScroll: true });
  }

  #key(event) {
    const tile = this.isOn && event.target.matches("[data-tile]") ? this.tiles.at(event.target) : null;
    if (!tile || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ARROWS) {
      const [right, down] = ARROWS[event.key];
      if (oneColumn.matches && !event.shiftKey) this.reorder(tile.id, right + down);
      else this.move(tile.id, oneColumn.matches ? [0, down || right] : [right, down], event.shiftKey);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.remove(tile.id);
    } else if (event.key === "Enter" && tile.canBeEdited) {
      tile.edit();
    } else {
      return;
    }
    event.preventDefault();
  }
}

/** What stands in a new widget; null when one thinks better of it. */
async function optionsFor(kind) {
  if (kind === "link") return askLink();
  if (kind === "memo") return { text: "" };
  if (kind !== "miaou") return {};
  const shown = new Set(layout.widgets.map(({ options }) => options.canal));
  const canals = canalsInOrder();
  return { canal: canals.find((canal) => !shown.has(canal)) ?? canals[0] ?? null };
}

/** In its own size, or in the least one where that comes to stand higher. */
function placeFor(kind, near) {
  const { size, least } = WIDGETS[kind];
  const [full, small] = [size, [least[0], size[1]]].map(([w, h]) => ({ w, h }));
  if (oneColumn.matches) return { ...full, ...lowestPlace(layout.widgets) };
  const [first, second] = [full, small].map((each) => ({ ...each, ...freePlace(layout.widgets, each, near) }));
  if (second.y === undefined) return null;
  return second.y < (first.y ?? Infinity) ? second : first;
}

function newId() {
  return Math.random().toString(36).slice(2, 12).padEnd(6, "0");
}
