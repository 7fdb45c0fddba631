import { Emitter } from "miaou/emitter.js";
import { oncePerFrame } from "miaou/frame.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/**
 * What stands on the desktop, as the server keeps it: this tab asks for a change, and shows what the answer holds.
 *
 * Events: "changed", "answered" (what a change brought with it).
 */
class Desk extends Emitter {
  wallpaper = "";
  /** {id, kind, x, y, w, h, options, title, …}, in reading order. */
  widgets = [];
  /** The menus, as the server made them. */
  menus = "";

  /** The newest that was heard of, whether it shows already or not. */
  #kept = null;
  /** The greatest revision that was heard of. */
  #newest = 0;
  /** What shows may say something of canals or of oneself that is so no more. */
  #stale = false;
  #asking = 0;
  #held = 0;

  /** @param {{layout: object, menus: string}} page */
  start({ layout, menus }) {
    this.#kept = layout;
    this.menus = menus;
    this.#show();
    const { state } = wire;
    const follow = oncePerFrame(() => this.#catchUp());
    const stale = () => ((this.#stale = true), follow());
    state.on("desktop", ({ revision }) => ((this.#newest = revision), follow()));
    state.on("reset", stale);
    state.on("setting", stale);
    state.on("remove", (list) => list === "canals" && stale());
    state.on("put", (list, key) => (list === "canals" || (list === "members" && this.#names(key))) && stale());
    wire.on("online", follow);
  }

  get(id) {
    return this.widgets.find((widget) => widget.id === id);
  }

  /** Has something done, and shows what comes of it; the answer, or null when it was not done, which is said. */
  async ask(doing, details = {}) {
    let answer = null;
    this.#asking++;
    try {
      answer = await this.#call(doing, details);
      if (answer.refused) show(answer.refused, "error");
    } catch {
      show(say(wire.online ? "no_answer" : "not_now"), "error");
    }
    this.#asking--;
    if (answer?.layout) this.take(answer);
    else this.#show();
    this.#catchUp();
    return answer?.refused ? null : answer;
  }

  /** Where all would stand, or null. */
  async preview(doing, details) {
    return (await this.#call(doing, details)).places ?? null;
  }

  /** An answer has come. */
  take(answer) {
    this.#hear(answer);
    this.#show();
    this.emit("answered", answer);
  }

  /** While something is being dragged, what other tabs do must not move it. */
  hold() {
    this.#held++;
  }

  release() {
    this.#held--;
    if (!this.#asking) this.#show();
  }

  #call(doing, details = {}) {
    return wire.call(`desktop-${doing}`, details);
  }

  /** Asks for all of it, when what shows is no longer so: an answer that is on its way may do. */
  async #catchUp() {
    const behind = this.#stale || this.#newest > this.#kept.revision;
    if (!behind || this.#asking || !wire.online) return;
    this.#stale = false;
    try {
      this.#hear(await this.#call("now"));
    } catch {
      // The next connection asks again.
      this.#stale = true;
    }
    if (!this.#asking) this.#show();
  }

  /** Whether something here says a member's name, or depends on what they may do. */
  #names(member) {
    return member === wire.state.me || this.#kept.named.includes(member);
  }

  #hear({ layout, menus }) {
    if (layout?.revision >= this.#kept.revision) this.#kept = layout;
    this.menus = menus ?? this.menus;
  }

  #show() {
    if (this.#held > 0) return;
    this.wallpaper = this.#kept.wallpaper;
    this.widgets = this.#kept.widgets;
    this.emit("changed");
  }
}

export const desk = new Desk();
