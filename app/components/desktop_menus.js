import { act } from "miaou/actions.js";
import { layout } from "miaou/desktop_layout.js";
import { make } from "miaou/fragment.js";
import { LINE } from "miaou/menu.js";
import { WIDGETS } from "miaou/widgets.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

const WALLPAPERS = ["dawn", "paper", "paws", "hills", "roofs", "waves"];

/** What the desktop's menus hold. They are made as they open: what they say is true then. */
export class Menus {
  /** @param {Editing} editing  @param {boolean} isAdmin */
  constructor(editing, isAdmin) {
    this.editing = editing;
    this.isAdmin = isAdmin;
    /** The menu bar's, by `data-menu`. */
    this.bar = { work: () => this.#work(), view: () => this.#view(), help: () => this.#help() };
  }

  /** What a right click on the desktop offers; on a tile, what can be done to that one. */
  context(near, tile) {
    return [...this.#arranging(near), ...this.#start(), ...(tile && this.editing.isOn ? this.#tile(tile) : [])];
  }

  #work() {
    // Whose home is the desktop asks for the window by name.
    return [{ label: say("chat"), href: wire.state.settings.home === "desktop" ? "/?window" : "/" }];
  }

  #view() {
    const choose = (setting, key) => () => act(`set-${setting}`, key);
    const { home, theme } = wire.state.settings;
    const homes = ["window", "desktop"].map((key) => ({
      label: say(`home_${key}`),
      checked: key === home,
      run: choose("home", key),
    }));
    const themes = ["auto", "light", "dark"].map((key) => ({
      label: say(`theme_${key}`),
      checked: key === (theme || "auto"),
      run: choose("theme", key),
    }));
    return [
      ...this.#arranging(),
      { label: say("appearance"), items: themes },
      LINE,
      { label: say("home_page"), items: homes },
      ...this.#start(),
    ];
  }

  #help() {
    return [{ label: say("help"), run: () => act("desktop-help") }];
  }

  #arranging(near) {
    const { editing } = this;
    const mode = {
      label: say(editing.isOn ? "leave_edit_mode" : "edit_mode"),
      run: () => editing.toggle(),
    };
    const kinds = Object.keys(WIDGETS).map((kind) => ({ label: say(kind), run: () => editing.add(kind, near) }));
    const wallpapers = WALLPAPERS.map((name) => ({
      label: say(`wallpaper_${name}`),
      checked: name === layout.wallpaper,
      swatch: sampleOf(name),
      run: () => layout.change({ wallpaper: name }),
    }));
    return [
      mode,
      LINE,
      ...(editing.isOn ? [{ label: say("add"), items: kinds }] : []),
      { label: say("wallpaper"), items: wallpapers },
    ];
  }

  #start() {
    return this.isAdmin ? [{ label: say("starting_layout"), run: () => act("starting-desktop") }] : [];
  }

  #tile(tile) {
    const { title } = tile;
    return [
      LINE,
      ...(tile.canBeEdited ? [{ label: say("options_of", { title }), run: () => tile.edit() }] : []),
      { label: say("remove_this", { title }), run: () => this.editing.remove(tile.id) },
    ];
  }
}

function sampleOf(wallpaper) {
  const sample = make("span", "wallpaper sample");
  sample.dataset.wallpaper = wallpaper;
  return sample;
}
