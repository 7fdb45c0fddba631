import { canalsInOrder, firstCanal, swatchOf } from "miaou/desktop_canals.js";
import { directory } from "miaou/directory.js";
import { facts } from "miaou/facts.js";
import { icon, make } from "miaou/fragment.js";
import { oncePerFrame } from "miaou/frame.js";
import { openMenu } from "miaou/menu.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** A canal on the desktop: its name, colour and star above, the room in which one reads and writes below. */
export function attachMiaou(tile) {
  return new Miaou(tile);
}

class Miaou {
  #canal = null;
  #room = null;
  #closed = false;

  constructor(tile) {
    this.tile = tile;
    this.star = make("span", "star", "🌟");
    this.star.setAttribute("role", "img");
    this.star.ariaLabel = say("new_here");
    this.picker = make("button", "icon picker");
    this.picker.type = "button";
    this.picker.ariaLabel = this.picker.title = say("choose_canal");
    this.picker.setAttribute("aria-haspopup", "menu");
    this.picker.append(icon("chev", 14));
    this.picker.addEventListener("click", (event) => this.edit(event.detail === 0));
    tile.head.prepend(make("span", "swatch"));
    tile.head.append(this.star, this.picker);
    this.notice = make("div", "tile-notice");
    this.notice.setAttribute("role", "status");
    tile.body.append(this.notice);
    const follow = oncePerFrame(() => this.#closed || this.#follow());
    this.stops = [...["reset", "put", "remove"].map((event) => wire.state.on(event, follow)), facts.on(follow)];
    this.#follow();
  }

  update() {
    this.#follow();
  }

  /** Choose another canal. */
  edit(byKey = true) {
    const items = canalsInOrder().map((canal) => ({
      label: directory.canalName(canal),
      checked: canal === this.#canal,
      swatch: swatchOf(canal),
      run: () => this.tile.fill({ canal }),
    }));
    if (!items.length) return;
    const label = say("choose_canal");
    const below = this.picker.checkVisibility() ? this.picker : this.tile.head;
    openMenu(items, { below }, { label, focus: byKey ? "first" : "" });
  }

  close() {
    this.#closed = true;
    for (const stop of this.stops) stop();
    this.#leave();
  }

  #follow() {
    const canal = this.tile.options.canal ?? firstCanal();
    const isOurs = wire.state.canals.has(canal);
    if (isOurs && canal !== this.#canal) this.#enter(canal);
    if (!isOurs) this.#leave();
    this.#dress(isOurs ? canal : null);
    if (!isOurs) this.#tell(say(canal === null ? "no_canal" : "canal_gone"));
    else this.#tell(directory.canal(canal).archived ? say("canal_closed") : "");
  }

  #dress(canal) {
    const { tile } = this;
    tile.setTitle(canal === null ? say("miaou") : say("miaou_of", { canal: directory.canalName(canal) }));
    tile.setColor(canal === null ? "" : directory.canal(canal).color);
    this.star.hidden = canal === null || facts.get(`c${canal}`)["@data-unread"] !== "true";
  }

  /** What is the matter with the canal, and the way to another one. */
  #tell(sentence) {
    if (this.notice.dataset.says === sentence) return;
    this.notice.dataset.says = sentence;
    this.notice.replaceChildren();
    if (!sentence) return;
    const choose = make("button", "button", say("choose_canal"));
    choose.type = "button";
    choose.addEventListener("click", (event) => this.edit(event.detail === 0));
    this.notice.append(make("p", "", sentence), choose);
  }

  async #enter(canal) {
    this.#canal = canal;
    if (this.#room) return void this.#room.open(canal);
    try {
      const { attachRoom } = await import("miaou/room.js");
      // Meanwhile it may have been removed, or have been given another canal.
      if (this.#closed || this.#room || this.#canal !== canal) return;
      this.inside = make("div");
      this.tile.body.append(this.inside);
      this.#room = attachRoom(this.inside, canal);
    } catch (error) {
      console.error(error);
      this.inside?.remove();
      this.inside = make("a", "tile-nothing", say("open_in_chat"));
      this.inside.href = `/?canal=${canal}`;
      this.tile.body.append(this.inside);
    }
  }

  #leave() {
    this.#canal = null;
    this.#room?.close();
    this.#room = null;
    this.inside?.remove();
    this.inside = null;
  }
}
