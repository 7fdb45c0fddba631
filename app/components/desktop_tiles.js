import { desk } from "miaou/desktop_desk.js";
import { icon, make } from "miaou/fragment.js";
import { glide, moveBefore } from "miaou/glide.js";
import { attachClock } from "miaou/widget_clock.js";
import { attachLink } from "miaou/widget_link.js";
import { attachMemo } from "miaou/widget_memo.js";
import { attachMiaou } from "miaou/widget_miaou.js";
import { attachPeople } from "miaou/widget_people.js";
import { attachUnread } from "miaou/widget_unread.js";
import { say } from "miaou/words.js";

/** What fills a tile. It gives back `update` (the widget is another), `edit` (ask for its options) and `close`. */
const FILL = {
  miaou: attachMiaou,
  people: attachPeople,
  clock: attachClock,
  memo: attachMemo,
  unread: attachUnread,
  link: attachLink,
};

/** The tiles on the desktop: one for each widget, made, placed and taken away as the layout changes. */
export class Tiles {
  #tiles = new Map();
  #frozen = false;

  constructor(container) {
    this.container = container;
    this.empty = container.querySelector(".empty");
    this.empty.textContent = say("empty_desktop");
    desk.on("changed", () => this.#follow());
    this.#follow();
  }

  get(id) {
    return this.#tiles.get(id);
  }

  /** The tile that holds an element, or null. */
  at(element) {
    return this.get(element?.closest?.("[data-tile]")?.dataset.tile) ?? null;
  }

  /** Shows widgets where they would stand, before anything is changed. */
  preview(widgets) {
    this.#glide(() => {
      for (const widget of widgets) this.get(widget.id)?.place(widget);
    });
  }

  /** Nothing in them answers while they are arranged. */
  freeze(frozen) {
    this.#frozen = frozen;
    for (const tile of this.#tiles.values()) tile.freeze(frozen);
  }

  #follow() {
    const ids = new Set(desk.widgets.map(({ id }) => id));
    for (const [id, tile] of this.#tiles) if (!ids.has(id) || tile.kind !== desk.get(id).kind) this.#drop(id, tile);
    this.#glide(() => {
      for (const widget of desk.widgets) {
        if (this.#tiles.has(widget.id)) this.#tiles.get(widget.id).update(widget);
        else this.#add(widget);
      }
      this.#sort();
    });
    this.empty.hidden = ids.size > 0;
  }

  #add(widget) {
    const tile = new Tile(widget);
    this.#tiles.set(widget.id, tile);
    this.container.append(tile.element);
    tile.fillIn();
    tile.freeze(this.#frozen);
  }

  #drop(id, tile) {
    tile.close();
    this.#tiles.delete(id);
  }

  /** Whoever is dragged is where the pointer is. */
  #glide(change) {
    const elements = [...this.#tiles.values()].map(({ element }) => element);
    glide(elements.filter((element) => !element.classList.contains("dragged")), change);
  }

  /** One goes through the page, and reads it on a phone, in the order of the grid. */
  #sort() {
    let next = null;
    for (const { id } of desk.widgets.toReversed()) {
      const { element } = this.#tiles.get(id);
      if (element.nextElementSibling !== next) moveBefore(element, next);
      next = element;
    }
  }
}

/** One widget's frame on the desktop. */
class Tile {
  #content = null;

  constructor(widget) {
    this.id = widget.id;
    this.kind = widget.kind;
    this.widget = widget;
    this.element = make("section", "tile");
    this.element.dataset.widget = widget.kind;
    this.element.dataset.tile = widget.id;
    this.element.setAttribute("role", "group");
    this.head = make("header", "tile-head");
    this.heading = make("h2");
    this.heading.id = `tile-${widget.id}`;
    this.element.setAttribute("aria-labelledby", this.heading.id);
    this.head.append(this.heading);
    this.body = make("div", "tile-body");
    this.tools = make("div", "tile-tools");
    this.element.append(this.head, this.body, this.tools, make("span", "tile-handle"));
    this.place(widget);
  }

  get options() {
    return this.widget.options;
  }

  get title() {
    return this.heading.textContent;
  }

  /** Puts in what the tile is for, once it stands in the page. */
  fillIn() {
    this.#content = FILL[this.kind](this);
    this.#dress();
  }

  update(widget) {
    this.widget = widget;
    this.place(widget);
    this.#content.update?.(widget);
    this.#dress();
  }

  /** What its head says, and the colour that it is about; none: the house's own. */
  #dress() {
    const { title, color, edits } = this.widget;
    Object.assign(this.element.dataset, { title, edits });
    this.element.classList.toggle("tinted", Boolean(color));
    if (color) this.element.style.setProperty("--c", color);
    if (title === this.title) return;
    this.heading.textContent = title;
    this.#makeTools();
  }

  place({ x, y, w, h }) {
    const { style } = this.element;
    for (const [name, value] of Object.entries({ "--x": x + 1, "--y": y + 1, "--w": w, "--h": h })) {
      style.setProperty(name, value);
    }
  }

  freeze(frozen) {
    this.body.inert = frozen;
    if (frozen) this.element.tabIndex = 0;
    else this.element.removeAttribute("tabindex");
  }

  /** Keeps other options; null when the server did not take them. */
  fill(options) {
    return desk.ask("fill", { widget: this.id, options });
  }

  get canBeEdited() {
    return this.widget.edits;
  }

  edit() {
    this.#content?.edit?.();
  }

  close() {
    this.#content?.close?.();
    this.element.remove();
  }

  /** What edit mode offers on each tile; `desktop_edit.js` does it. */
  #makeTools() {
    const { title } = this;
    const tools = [
      ["up", "arrow-up", say("move_up", { title })],
      ["down", "arrow-down", say("move_down", { title })],
      ["taller", "plus", say("taller", { title })],
      ["shorter", "minus", say("shorter", { title })],
      ...(this.canBeEdited ? [["options", "pen", say("options_of", { title })]] : []),
      ["remove", "close", say("remove_this", { title })],
    ];
    const focused = this.tools.contains(document.activeElement) ? document.activeElement.dataset.tool : null;
    this.tools.replaceChildren(...tools.map(([does, drawn, label]) => toolButton(does, drawn, label)));
    if (focused) this.tools.querySelector(`[data-tool=${focused}]`)?.focus();
  }
}

function toolButton(does, drawn, label) {
  const button = make("button", "icon");
  button.type = "button";
  button.dataset.tool = does;
  button.ariaLabel = button.title = label;
  button.append(icon(drawn, 18));
  return button;
}
