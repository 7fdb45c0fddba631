import { ask, keyOf, onAction } from "miaou/actions.js";
import { CellDrag, cellAt, place, rest } from "miaou/drag.js";
import { oncePerFrame } from "miaou/frame.js";
import { glide } from "miaou/glide.js";
import { bringMenu, menuIsOpen, openMenu, origin } from "miaou/menu.js";
import { redraw, restore } from "miaou/parts.js";
import { show } from "miaou/toast.js";
import { wire } from "miaou/wire.js";

/**
 * Tiles (`data-tile`) on a grid of cells, which the server draws and its reader arranges. An answer holds pieces that
 * were `drawn` anew and their `revision`, what is `said` aloud, the tile that is `shown` and the one that has the
 * `focus`, how to `undo` it, a `menu`. The actions' names begin with `data-board`; a click on one of `data-asks` brings
 * it the tile and the cell. In edit mode, `data-keys` says what keys ask for of the tile that has the focus, a tile is
 * dragged ("place"; "if-placed" tells who would make room), and nothing in `data-still` answers.
 */
export class Board {
  /** Pieces that were drawn and do not show yet. */
  #waiting = [];
  #revision = 0;
  /** The newest that was heard of. */
  #newest = 0;
  #asking = 0;
  /** The tile that is dragged, which what other tabs do must not move, and where to. */
  #held = null;
  #to = null;
  #trying = false;
  #takeBack = null;
  #catchUp = oncePerFrame(() => this.#ifBehind());

  /** @param {HTMLElement} surface the element with `data-board` */
  constructor(surface) {
    this.surface = surface;
    this.prefix = surface.dataset.board;
    this.grid = surface.querySelector("[data-keyed]");
    this.landing = surface.querySelector("[data-landing]");
    this.status = surface.querySelector(":scope > [role=status]");
    this.#revision = Number(surface.dataset.revision);
    for (const does of surface.dataset.asks.split(" ")) {
      onAction(`${this.prefix}${does}`, (pressed, event) => this.#pressed(does, pressed, event));
    }
    onAction("edit-mode", () => this.edit(!this.edits));
    surface.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("keydown", (event) => {
      const elsewhere = event.defaultPrevented || document.querySelector("dialog[open], [popover=auto]:popover-open");
      if (event.key === "Escape" && this.edits && !elsewhere) this.edit(false);
    });
    document.addEventListener("toggle", () => this.#waiting.length && this.#show(), true);
    wire.on("online", this.#catchUp);
    this.#attachDrag();
  }

  get edits() {
    return this.surface.dataset.editing === "true";
  }

  get #inColumn() {
    return !getComputedStyle(this.grid).gridTemplateColumns.includes(" ");
  }

  get #tiles() {
    return [...this.grid.querySelectorAll("[data-tile]")];
  }

  #tile(key) {
    return this.grid.querySelector(`[data-tile="${key}"]`);
  }

  edit(on) {
    this.surface.dataset.editing = String(on);
    this.#still();
    if (!on) this.#takeBack?.();
    // What had the focus may not take it any more, and a chosen text asks for the browser's own menu.
    getSelection().removeAllRanges();
    this.surface.focus({ preventScroll: true });
    const { begun, begunInColumn, ended } = this.status.dataset;
    this.status.textContent = on ? (this.#inColumn ? begunInColumn : begun) : ended;
  }

  /** Something else stands there since that revision; without one, what shows may no longer be so. */
  follow(revision = Infinity) {
    this.#newest = Math.max(this.#newest, revision);
    this.#catchUp();
  }

  /** An answer has come. */
  take({ drawn = [], revision = 0, said, shown, focus, undo }) {
    if (revision >= this.#revision) this.#waiting.push(...drawn);
    this.#revision = Math.max(this.#revision, revision);
    this.#show();
    if (said) this.status.textContent = said;
    this.#tile(shown)?.scrollIntoView({ block: "nearest" });
    if (focus !== undefined && this.edits) (this.#tile(focus) ?? this.surface).focus({ preventScroll: true });
    if (undo) this.#offerBack(said, undo);
  }

  /** @param {HTMLElement} [from] what asks, below which a menu opens  @param {boolean} [byKey] not by the pointer */
  async #ask(does, details, from = null, byKey = false) {
    this.#asking++;
    const answer = await ask(`${this.prefix}${does}`, details, from);
    this.#asking--;
    this.take(answer ?? {});
    this.#catchUp();
    if (answer?.menu) {
      openMenu(bringMenu(answer.menu, this.surface), { on: from }, byKey ? 0 : undefined);
    }
    return answer;
  }

  async #ifBehind() {
    const heard = this.#newest;
    if (heard <= this.#revision || this.#asking || !wire.online) return;
    this.#newest = 0;
    const answer = await wire.call(`${this.prefix}now`).catch(() => null);
    // Without one, the next connection asks again.
    if (answer && !answer.refused) this.take(answer);
    else this.#newest = Math.max(this.#newest, heard);
  }

  #show() {
    if (this.#held || menuIsOpen()) return;
    const pieces = this.#waiting.splice(0);
    glide(this.#tiles, () => {
      this.#tiles.forEach(rest);
      restore(this.grid);
      pieces.forEach(redraw);
    });
    this.landing.hidden = true;
    this.#still();
  }

  /** Nothing in the tiles answers while they are arranged. */
  #still() {
    for (const part of this.grid.querySelectorAll("[data-still]")) part.inert = this.edits;
    for (const tile of this.#tiles) {
      if (this.edits) tile.tabIndex = 0;
      else tile.removeAttribute("tabindex");
    }
  }

  #pressed(does, pressed, { detail }) {
    const { on, x, y } = pressed.closest("[role=menu]") ? origin : { on: pressed };
    const column = this.#inColumn;
    const near = x === undefined || column ? { x: null, y: null } : cellAt(this.grid, { x, y });
    const tile = on.closest("[data-tile]");
    const details = { tile: tile?.dataset.tile, key: keyOf(pressed), ...near, column };
    const from = on === pressed ? pressed : tile?.firstElementChild;
    this.#ask(does, { ...details, ...JSON.parse(pressed.dataset.with ?? "{}") }, from, detail === 0);
  }

  #key(event) {
    const { target, key, shiftKey } = event;
    if (!this.edits || !target.matches("[data-tile]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const { keys, keysInColumn } = this.surface.dataset;
    const means = JSON.parse(this.#inColumn ? keysInColumn : keys)[shiftKey ? `Shift+${key}` : key];
    if (!means) return;
    event.preventDefault();
    this.#ask(means[0], { tile: target.dataset.tile, ...means[1] }, target.firstElementChild, true);
  }

  #offerBack(said, undo) {
    this.#takeBack?.();
    const { label, does, details } = undo;
    // What could not be given back, the connection being lost, may be asked for again.
    const run = async () => (await this.#ask(does, details)) ?? this.#offerBack(said, undo);
    this.#takeBack = show(said, "info", { label, run });
  }

  #attachDrag() {
    new CellDrag(this.grid, this.surface, {
      pressed: (target) => (this.edits && !this.#inColumn ? target.closest("[data-tile]") : null),
      begun: (tile, from) => {
        this.#held = tile;
        place(this.landing, from);
        this.landing.hidden = false;
      },
      crossed: (tile, to) => {
        this.#to = to;
        if (!this.#trying) this.#makeRoom(tile);
      },
      dropped: async (tile, to) => {
        this.#to = null;
        if (to) await this.#ask("place", { tile: tile.dataset.tile, ...to }, tile);
        // Another one may be held by now.
        if (this.#held === tile) this.#held = null;
        this.#show();
      },
    });
  }

  /** Shows who would make room, for the newest place that a tile was dragged to: one question at a time. */
  async #makeRoom(tile) {
    this.#trying = true;
    const to = this.#to;
    const answer = await wire.call(`${this.prefix}if-placed`, { tile: tile.dataset.tile, ...to }).catch(() => null);
    this.#trying = false;
    // Unless it has been let go meanwhile.
    if (this.#to && this.#held === tile && answer?.places) {
      place(this.landing, answer.places[tile.dataset.tile]);
      const others = this.#tiles.filter((each) => each !== tile && each.dataset.tile in answer.places);
      glide(others, () => others.forEach((each) => place(each, answer.places[each.dataset.tile])));
    }
    if (this.#to && this.#to !== to) this.#makeRoom(this.#held);
  }
}
