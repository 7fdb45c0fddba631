import { act } from "miaou/actions.js";
import { desk } from "miaou/desktop_desk.js";
import { make } from "miaou/fragment.js";
import { LINE } from "miaou/menu.js";
import { say } from "miaou/words.js";

/** The desktop's menus: what the server offers in them, and what becomes of a choice. */
export class Offers {
  /** @param {import("miaou/desktop_edit.js").Editing} editing */
  constructor(editing) {
    this.editing = editing;
  }

  /** A menu of the bar. */
  bar(name) {
    return this.#items(desk.menus[name], {});
  }

  /** What a right click on the desktop offers; on a tile, what can be done to that one. */
  context(near, tile) {
    const own = tile && this.editing.isOn ? desk.menus.tile : [];
    return this.#items([...desk.menus.context, ...own], { near, tile });
  }

  #items(entries, where) {
    const now = this.editing.isOn ? "editing" : "resting";
    return entries
      .filter(({ when = now, does }) => when === now && (does !== "options" || where.tile.canBeEdited))
      .map((entry) => (entry === LINE ? LINE : this.#item(entry, where)));
  }

  #item({ label, does, key = null, paper, items, ...rest }, where) {
    const item = { ...rest, label: say(label, { title: where.tile?.title }) };
    if (items) item.items = this.#items(items, where);
    if (paper) item.swatch = sampleOf(paper);
    if (does) item.run = () => this.#do(does, key, where);
    return item;
  }

  #do(does, key, { near, tile }) {
    if (does === "edit-mode") this.editing.toggle();
    else if (does === "add") this.editing.add(key, near);
    else if (does === "paper") desk.ask("paper", { wallpaper: key });
    else if (does === "options") tile.edit();
    else if (does === "remove") this.editing.remove(tile.id);
    else act(does, key);
  }
}

function sampleOf(wallpaper) {
  const sample = make("span", "wallpaper sample");
  sample.dataset.wallpaper = wallpaper;
  return sample;
}
