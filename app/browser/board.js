import { ask, keyOf, offerMenu, onAction, onKey, openMenu, originNow, restore, wire } from "miaou/base.js";
import { onDrag } from "miaou/drag.js";
import { asksForMenu } from "miaou/press.js";

/**
 * Tiles (`data-tile`) on cells as large as `data-cell`, unless that is hidden: then they stand in one column. The
 * server draws them and its reader arranges them. An answer holds what is `said` aloud; once the surface has its
 * `revision`, the tile that is `shown` and the one that has the `focus`; a `menu`. The actions' names begin with
 * `data-board`; a click on one of `data-asks` brings it the tile, the cell and its `data-with`, and Ctrl+Z takes up the
 * last that is offered. In edit mode, `data-keys` are asked for ("press"), and a tile is dragged ("shift", or "grow" by
 * its `data-corner`: "tries" asks for the styles of all that would make room); how far is said in its `--right` and
 * `--down`, and `resized` when it is the corner.
 */
export function attach(surface) {
  const panel = Number(surface.closest("[data-panel]").dataset.panel);
  const prefix = surface.dataset.board;
  const grid = surface.querySelector("[data-keyed]");
  const cell = surface.querySelector("[data-cell]");
  const status = surface.querySelector(":scope > [role=status]");
  const edits = () => surface.dataset.editing === "true";
  const inColumn = () => !cell.offsetParent;
  const draggable = (target) => edits() && !inColumn() && target.closest("[data-tile]:not(.dragged)");
  const isBehind = () => Number(surface.dataset.revision) < goal.revision;
  /** What an answer told of, which may come before it is drawn. */
  let goal = {};
  /** What the drag asks for. */
  let wish = null;

  const hear = (does) => onAction(`${prefix}${does}`, (pressed, event) => press(does, pressed, event));
  surface.dataset.asks.split(" ").forEach(hear);
  onAction("edit-mode", () => edit(!edits()));
  wire.state.on("arranged", take);
  onKey(surface, meaning);
  document.addEventListener("keydown", (event) => {
    const elsewhere = event.defaultPrevented || document.querySelector("dialog[open], [popover=auto]:popover-open");
    if (event.key === "Escape" && edits() && !elsewhere) edit(false);
    const undoes = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.target.closest("input, textarea");
    const offers = document.querySelectorAll(`[data-offer][data-action^=${prefix}]`);
    if (undoes && !elsewhere) [...offers].at(-1)?.click();
  });
  new MutationObserver(reach).observe(surface, { attributeFilter: ["data-revision"] });
  onDrag(surface, { find: draggable, moved, dropped });

  function take({ said, ...told }) {
    if (said) status.textContent = said;
    goal = told;
    reach();
  }

  /** @param {HTMLElement} [from] what asks, below which a menu opens, as that event says */
  async function askFor(does, details, from = null, event = null) {
    const answer = await ask(`${prefix}${does}`, details, from);
    take(answer ?? {});
    if (answer?.menu) offerMenu(answer.menu, from, event);
    return answer;
  }

  async function edit(on) {
    const asked = { panel, do: "edit", on, column: inColumn() };
    // A chosen text asks for the browser's own menu.
    getSelection().removeAllRanges();
    if (!on) rest();
    // Whoever cannot go on with it goes on without: the next connection tells the server.
    if (!on && !wire.online) await wire.once("online");
    take((await ask("panel", asked)) ?? {});
  }

  /** As the server will draw it, once it hears that edit mode has ended. */
  function rest() {
    surface.dataset.editing = "false";
    for (const part of grid.querySelectorAll("[inert]")) part.inert = false;
    surface.focus({ preventScroll: true });
  }

  function reach() {
    if (isBehind()) return;
    const { shown, focus } = goal;
    goal = {};
    const tileOf = (key) => grid.querySelector(`[data-tile="${key}"]`);
    const tile = tileOf(shown);
    // To where it goes, not to where it comes from.
    const moves = tile?.getAnimations().map(({ finished }) => finished) ?? [];
    Promise.allSettled(moves).then(() => tile?.scrollIntoView({ block: "nearest" }));
    if (focus !== undefined) (tileOf(focus) ?? surface).focus({ preventScroll: true });
  }

  function press(does, pressed, event) {
    const { on, ...at } = pressed.closest("[role=menu]") ? originNow() : { on: pressed };
    const tile = on.closest("[data-tile]");
    const { left, top, width, height } = cell.getBoundingClientRect();
    // At no place of the window, or in one column, there is no cell: what is no number is sent as null.
    const [x, y] = [(at.x - left) / width, (at.y - top) / height].map(Math.floor);
    const about = { tile: tile?.dataset.tile, key: keyOf(pressed), x, y, column: inColumn() };
    const from = on === pressed ? pressed : tile?.firstElementChild;
    askFor(does, { ...about, ...JSON.parse(pressed.dataset.with ?? "{}") }, from, event);
  }

  function meaning(event) {
    const { target, shiftKey, ctrlKey, metaKey, altKey } = event;
    const key = shiftKey ? `Shift+${event.key}` : event.key;
    const isMeant = target.matches("[data-tile]") && !ctrlKey && !metaKey && !altKey;
    const about = { tile: target.dataset.tile, key, column: inColumn() };
    const isKnown = isMeant && surface.dataset.keys.split(" ").includes(key);
    return isKnown && (() => askFor("press", about, target.firstElementChild, event));
  }

  /** It says how far; who would make room, and where the tile itself would stand, the server tells. */
  async function moved({ item: { dataset, style, classList }, target, right, down }) {
    const resizes = target.matches("[data-corner]");
    classList.toggle("resized", resizes);
    style.setProperty("--right", `${right}px`);
    style.setProperty("--down", `${down}px`);
    const { width, height } = cell.getBoundingClientRect();
    const details = { tile: dataset.tile, right: Math.round(right / width), down: Math.round(down / height) };
    const before = wish?.details;
    if (before?.right === details.right && before.down === details.down) return;
    const mine = (wish = { does: resizes ? "grow" : "shift", details });
    const answer = await wire.call(`${prefix}${mine.does}`, { ...details, tries: true }).catch(() => null);
    // Unless it went on, or was let go, meanwhile.
    if (wish !== mine || !answer?.places) return;
    for (const { style, dataset } of grid.querySelectorAll("[data-key]")) {
      for (const each of Object.entries(answer.places[dataset.key] ?? {})) style.setProperty(...each);
    }
  }

  async function dropped(tile, isMeant) {
    const { does, details } = wish ?? {};
    wish = null;
    if (isMeant && (details?.right || details?.down)) await askFor(does, details, tile);
    tile.classList.remove("dragged");
    // Else it stays there until it is drawn where it stands.
    if (!isBehind()) restore(surface);
  }
}

/** What has `data-context-menu=ID` opens that menu: by a right click, the menu key or Shift+F10, or a long press. */
const SURFACE = "[data-context-menu]";
/** Where people want the browser's own menu: to paste, to copy, to open a link beside. */
const OWN_MENU = "input, textarea, a[href], img, [contenteditable], [role=log], dialog";

document.addEventListener("contextmenu", (event) => {
  const { target, shiftKey, clientX: x, clientY: y, pointerId } = event;
  if (target.closest("[role=menu]")) return event.preventDefault();
  const chosen = getSelection();
  const isChosen = !chosen.isCollapsed && chosen.containsNode(target, true);
  // Shift asks for the browser's own, as elsewhere.
  if (shiftKey || isChosen || !target.closest(`${SURFACE}, ${OWN_MENU}`)?.matches(SURFACE)) return;
  event.preventDefault();
  open(target, { x, y, pointerId });
});

document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (!asksForMenu(event) || event.defaultPrevented || target.closest("input, textarea, dialog, [role=menu]")) return;
  // There is one only: it need not have the focus.
  const on = target.closest(SURFACE) ? target : document.querySelector(SURFACE);
  event.preventDefault();
  const { left, top } = on.getBoundingClientRect();
  open(on, { x: left + 24, y: top + 24 }, 0);
});

const open = (on, place, at) =>
  openMenu(document.getElementById(on.closest(SURFACE).dataset.contextMenu), { on, ...place }, at);
