import { act } from "miaou/actions.js";
import { desk } from "miaou/desktop_desk.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** In a window this narrow, the tiles stand in one column. */
export const oneColumn = matchMedia("(max-width: 699.98px)");

/** Edit mode: what keys and buttons ask for in it, and what is said and shown of what the server answers. */
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
      const elsewhere = event.defaultPrevented || document.querySelector("dialog[open], [popover=auto]:popover-open");
      if (event.key === "Escape" && this.isOn && !elsewhere) this.toggle(false);
    });
    desk.on("answered", (answer) => this.#answered(answer));
  }

  get isOn() {
    return this.surface.dataset.editing === "true";
  }

  toggle(on = !this.isOn) {
    this.surface.dataset.editing = String(on);
    this.tiles.freeze(on);
    if (!on) this.#forgetRemoved();
    // What had the focus may not take it any more, and a chosen text asks for the browser's own menu.
    getSelection().removeAllRanges();
    this.surface.focus({ preventScroll: true });
    this.announce(on ? say(oneColumn.matches ? "editing_column" : "editing") : say("edited"));
  }

  announce(text) {
    this.status.textContent = text;
  }

  /** Asks for a new widget, as near as can be to a cell; what it needs to know is asked first. */
  add(kind, { x = null, y = null } = {}) {
    const place = { x, y, column: oneColumn.matches };
    return kind === "link" ? act("link-card", place) : desk.ask("add", { kind, ...place });
  }

  remove(id) {
    return desk.ask("remove", { widget: id });
  }

  #answered({ said, shown, focus, undo }) {
    if (said) this.announce(said);
    const tile = (id) => this.tiles.get(id)?.element;
    tile(shown)?.scrollIntoView({ block: "nearest" });
    if (focus !== undefined && this.isOn) (tile(focus) ?? this.surface).focus({ preventScroll: true });
    if (undo) this.#offerBack(said, undo);
  }

  #offerBack(said, undo) {
    this.#forgetRemoved();
    const { label, widget } = undo;
    // What could not be given back, the connection being lost, may be asked for again.
    const giveBack = async () => (await desk.ask("put-back", { widget })) ?? this.#offerBack(said, undo);
    this.#takeBack = show(said, "info", { label, run: giveBack });
  }

  #forgetRemoved() {
    this.#takeBack?.();
    this.#takeBack = null;
  }

  async #click(event) {
    const button = event.target.closest("[data-tool]");
    const tile = button && this.tiles.at(button);
    if (!tile) return;
    const { tool } = button.dataset;
    if (tool === "remove") return this.remove(tile.id);
    if (tool === "options") return tile.edit();
    if (tool === "up" || tool === "down") await this.#order(tile, tool === "up" ? -1 : 1);
    else await this.#grow(tile, 0, tool === "taller" ? 1 : -1);
    // It may have moved in the page: the finger, or the keyboard, goes on with it.
    this.tiles.get(tile.id)?.tools.querySelector(`[data-tool=${tool}]`)?.focus({ preventScroll: true });
  }

  #key(event) {
    const tile = this.isOn && event.target.matches("[data-tile]") ? this.tiles.at(event.target) : null;
    if (!tile || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ARROWS) {
      const [right, down] = ARROWS[event.key];
      if (event.shiftKey) this.#grow(tile, oneColumn.matches ? 0 : right, oneColumn.matches ? down || right : down);
      else if (oneColumn.matches) this.#order(tile, right + down);
      else desk.ask("shift", { widget: tile.id, right, down });
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.remove(tile.id);
    } else if (event.key === "Enter" && tile.canBeEdited) {
      tile.edit();
    } else {
      return;
    }
    event.preventDefault();
  }

  #order({ id }, step) {
    return desk.ask("order", { widget: id, step });
  }

  #grow({ id }, right, down) {
    return desk.ask("grow", { widget: id, right, down });
  }
}
