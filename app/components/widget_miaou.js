import { desk } from "miaou/desktop_desk.js";
import { facts } from "miaou/facts.js";
import { icon, make } from "miaou/fragment.js";
import { oncePerFrame } from "miaou/frame.js";
import { bringMenu, openMenu } from "miaou/menu.js";
import { say } from "miaou/words.js";

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
    this.picker.setAttribute("aria-expanded", "false");
    this.picker.append(icon("chev", 14));
    this.picker.addEventListener("click", (event) => this.edit(event.detail === 0));
    tile.head.prepend(make("span", "swatch"));
    tile.head.append(this.star, this.picker);
    this.notice = make("div", "tile-notice");
    this.notice.setAttribute("role", "status");
    tile.body.append(this.notice);
    const starred = oncePerFrame(() => this.#closed || this.#shine());
    this.stops = [facts.on(starred)];
    this.update(tile.widget);
  }

  /** Shows what the server says that it shows. */
  update({ canal, notice }) {
    if (canal === null) this.#leave();
    else if (canal !== this.#canal) this.#enter(canal);
    this.#tell(notice);
    this.#shine();
  }

  /** Choose another canal. */
  async edit(byKey = true) {
    const answer = await desk.ask("canals", { widget: this.tile.id });
    if (!answer?.menu) return;
    const below = this.picker.checkVisibility() ? this.picker : this.tile.head;
    const menu = bringMenu(answer.menu, document.querySelector(".offers"));
    openMenu(menu, { on: below }, { opener: this.picker, focus: byKey ? "first" : "" });
  }

  close() {
    this.#closed = true;
    for (const stop of this.stops) stop();
    this.#leave();
  }

  #shine() {
    this.star.hidden = this.#canal === null || facts.get(`c${this.#canal}`)["@data-unread"] !== "true";
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
