import { ask, keyOf, onAction } from "miaou/actions.js";
import "miaou/context_menu.js";
import { onDrag } from "miaou/drag.js";
import { bringMenu, menuIsOpen, openMenu, originNow } from "miaou/menu.js";
import { redraw, restore } from "miaou/parts.js";
import shell from "miaou/shell.js";
import { show } from "miaou/toast.js";
import { wire } from "miaou/wire.js";

/**
 * Tiles (`data-tile`) on cells as large as `data-cell`, unless that is hidden: then they stand in one column. The server
 * draws them and its reader arranges them. An answer holds what is `said` aloud; once the surface has its `revision`,
 * the tile that is `shown` and the one that has the `focus`; how to `undo` it; a `menu`. The actions' names begin with
 * `data-board`; a click on one of `data-asks` brings it the tile and the cell. In edit mode, `data-keys` are asked for
 * ("press"), and a tile is dragged ("shift", or "grow" by its `data-corner`: "tries" asks for the styles of all that
 * would make room); how far is said in its `--right` and `--down`, and `resized` when it is the corner.
 */
export default {
  extends: shell,
  props: { panel: Number },
  mounted() {
    this.board = new Board(this.$el.querySelector("[data-board]"), this.panel);
  },
  methods: {
    fill(slots) {
      this.board.draw(Object.values(slots));
    },
  },
};

class Board {
  /** Pieces that were drawn and do not show yet. */
  #waiting = [];
  /** What an answer told of, which may come before it is drawn. */
  #goal = {};
  /** What the drag asks for, until the tile is let go. */
  #wish = null;
  /** The toast that offers to take something back. */
  #undo = null;
  /** Whether edit mode has ended, and the server is yet to hear of it. */
  #isLeft = false;

  /** @param {HTMLElement} surface the element with `data-board`, which scrolls  @param {number} panel that draws it */
  constructor(surface, panel) {
    Object.assign(this, { surface, panel, prefix: surface.dataset.board });
    this.grid = surface.querySelector("[data-keyed]");
    this.cell = surface.querySelector("[data-cell]");
    this.status = surface.querySelector(":scope > [role=status]");
    for (const does of surface.dataset.asks.split(" ")) {
      onAction(`${this.prefix}${does}`, (pressed, event) => this.#pressed(does, pressed, event));
    }
    onAction("edit-mode", () => this.#edit(!this.#edits));
    wire.on("online", () => this.#isLeft && this.#edit(false));
    wire.state.on("arranged", (answer) => this.#take(answer));
    surface.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("keydown", (event) => {
      const elsewhere = event.defaultPrevented || document.querySelector("dialog[open], [popover=auto]:popover-open");
      if (event.key === "Escape" && this.#edits && !elsewhere) this.#edit(false);
      const undoes = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.target.closest("input, textarea");
      if (undoes && !elsewhere && this.#undo?.isConnected) this.#undo.querySelector("[data-offer]").click();
    });
    document.addEventListener("toggle", () => this.#waiting.length && this.#show(), true);
    onDrag(surface, {
      find: (target) => this.#edits && !this.#inColumn && target.closest("[data-tile]:not(.dragged)"),
      moved: (drag) => this.#moved(drag),
      dropped: (tile, isMeant) => this.#dropped(tile, isMeant && this.#wish),
    });
  }

  get #edits() {
    return this.surface.dataset.editing === "true";
  }

  get #inColumn() {
    return !this.cell.checkVisibility();
  }

  get #isBehind() {
    return Number(this.surface.dataset.revision) < this.#goal.revision;
  }

  /** These were drawn anew. */
  draw(pieces) {
    this.#waiting.push(...pieces);
    this.#show();
  }

  /** An answer has come. */
  #take({ said, undo, ...goal }) {
    if (said) this.status.textContent = said;
    this.#goal = goal;
    this.#reach();
    if (!undo) return;
    this.#undo?.remove();
    const { label, does, details } = undo;
    // What could not be given back, the connection being lost, may be asked for again.
    const run = async () => (await this.#ask(does, details)) ?? this.#take({ said, undo });
    this.#undo = show(said, "info", { label, run });
  }

  /** @param {HTMLElement} [from] what asks, below which a menu opens  @param {boolean} [byKey] not by the pointer */
  async #ask(does, details, from = null, byKey = false) {
    const answer = await ask(`${this.prefix}${does}`, details, from);
    this.#take(answer ?? {});
    if (answer?.menu) openMenu(bringMenu(answer.menu, this.surface), { on: from }, byKey ? 0 : undefined);
    return answer;
  }

  async #edit(on) {
    const asked = { panel: this.panel, do: "edit", on, column: this.#inColumn };
    // A chosen text asks for the browser's own menu.
    getSelection().removeAllRanges();
    // Whoever cannot go on with it goes on without: the next connection tells the server.
    if (!on) this.#rest();
    const answer = on ? await ask("panel", asked) : await wire.call("panel", asked).catch(() => null);
    if (answer) this.#undo?.remove();
    this.#isLeft = !on && !answer;
    this.#take(answer ?? {});
  }

  /** As the server will draw it, once it hears that edit mode has ended. */
  #rest() {
    this.surface.dataset.editing = "false";
    for (const part of this.grid.querySelectorAll("[inert]")) part.inert = false;
    for (const tile of this.grid.querySelectorAll("[data-tile]")) tile.removeAttribute("tabindex");
    this.surface.focus({ preventScroll: true });
  }

  /** A tile that is dragged is not moved by what comes meanwhile. */
  #show() {
    if (menuIsOpen() || this.grid.querySelector(".dragged")) return;
    restore(this.surface);
    this.#waiting.splice(0).forEach(redraw);
    if (this.#isLeft) this.#rest();
    this.#reach();
  }

  #reach() {
    if (this.#isBehind) return;
    const { shown, focus } = this.#goal;
    this.#goal = {};
    const tileOf = (key) => this.grid.querySelector(`[data-tile="${key}"]`);
    const tile = tileOf(shown);
    // To where it goes, not to where it comes from.
    const moves = tile?.getAnimations().map(({ finished }) => finished) ?? [];
    Promise.allSettled(moves).then(() => tile?.scrollIntoView({ block: "nearest" }));
    if (focus !== undefined) (tileOf(focus) ?? this.surface).focus({ preventScroll: true });
  }

  #pressed(does, pressed, { detail }) {
    const { on, ...at } = pressed.closest("[role=menu]") ? originNow() : { on: pressed };
    const tile = on.closest("[data-tile]");
    const { left, top, width, height } = this.cell.getBoundingClientRect();
    // At no place of the window, or in one column, there is no cell: what is no number is sent as null.
    const [x, y] = [(at.x - left) / width, (at.y - top) / height].map(Math.floor);
    const about = { tile: tile?.dataset.tile, key: keyOf(pressed), x, y, column: this.#inColumn };
    const from = on === pressed ? pressed : tile?.firstElementChild;
    this.#ask(does, { ...about, ...JSON.parse(pressed.dataset.with ?? "{}") }, from, detail === 0);
  }

  #key(event) {
    const { target, shiftKey, ctrlKey, metaKey, altKey } = event;
    const key = shiftKey ? `Shift+${event.key}` : event.key;
    const isMeant = target.matches("[data-tile]") && !ctrlKey && !metaKey && !altKey;
    if (!isMeant || !this.surface.dataset.keys.split(" ").includes(key)) return;
    event.preventDefault();
    this.#ask("press", { tile: target.dataset.tile, key, column: this.#inColumn }, target.firstElementChild, true);
  }

  /** It says how far; who would make room, and where the tile itself would stand, the server tells. */
  async #moved({ item: { dataset, style, classList }, target, right, down }) {
    const resizes = target.matches("[data-corner]");
    classList.toggle("resized", resizes);
    style.setProperty("--right", `${right}px`);
    style.setProperty("--down", `${down}px`);
    const { width, height } = this.cell.getBoundingClientRect();
    const details = { tile: dataset.tile, right: Math.round(right / width), down: Math.round(down / height) };
    const before = this.#wish?.details;
    if (before?.right === details.right && before.down === details.down) return;
    const wish = (this.#wish = { does: resizes ? "grow" : "shift", details });
    const answer = await wire.call(`${this.prefix}${wish.does}`, { ...details, tries: true }).catch(() => null);
    // Unless it went on, or was let go, meanwhile.
    if (this.#wish !== wish || !answer?.places) return;
    for (const { style, dataset } of this.grid.querySelectorAll("[data-key]")) {
      for (const each of Object.entries(answer.places[dataset.key] ?? {})) style.setProperty(...each);
    }
  }

  async #dropped(tile, wish) {
    this.#wish = null;
    if (wish && (wish.details.right || wish.details.down)) await this.#ask(wish.does, wish.details, tile);
    tile.classList.remove("dragged");
    // Else it stays there until it is drawn where it stands.
    if (this.#waiting.length || !this.#isBehind) this.#show();
  }
}
