import { act } from "miaou/actions.js";
import { desk } from "miaou/desktop_desk.js";
import { make } from "miaou/fragment.js";
import { oncePerFrame } from "miaou/frame.js";
import { LINE } from "miaou/menu.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** What the desktop's menus hold, as the server says; asked for again when something of what they say has changed. */
export class Offers {
  /** @param {Record<string, (object|string)[]>} menus  @param {import("miaou/desktop_edit.js").Editing} editing */
  constructor(menus, editing) {
    this.menus = menus;
    this.editing = editing;
    let paper = desk.wallpaper;
    const refresh = oncePerFrame(() => this.#refresh());
    wire.on("online", refresh);
    wire.state.on("setting", refresh);
    wire.state.on("put", (list, key) => list === "members" && key === wire.state.me && refresh());
    desk.on("changed", () => paper !== desk.wallpaper && ((paper = desk.wallpaper), refresh()));
  }

  /** A menu of the bar. */
  bar(name) {
    return this.#items(this.menus[name], {});
  }

  /** What a right click on the desktop offers; on a tile, what can be done to that one. */
  context(near, tile) {
    const own = tile && this.editing.isOn ? this.menus.tile : [];
    return this.#items([...this.menus.context, ...own], { near, tile });
  }

  async #refresh() {
    try {
      this.menus = (await wire.call("desktop", { do: "menus" })).menus ?? this.menus;
    } catch {
      // The next connection asks again.
    }
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
