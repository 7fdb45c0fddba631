import { Emitter } from "miaou/emitter.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/**
 * What stands on the desktop. Changes show at once here and are kept by the server, which tells all of the member's
 * tabs; of two that change it at once, the later one wins in both.
 *
 * Events: "changed".
 */
class DesktopLayout extends Emitter {
  wallpaper = "";
  /** {id, kind, x, y, w, h, options}, in reading order. */
  widgets = [];

  /** What the server keeps, as far as this tab has heard. */
  #kept = null;
  /** The newest revision that this tab's own changes made, or that it shows. */
  #revision = 0;
  #asking = 0;
  #arranging = false;
  #again = false;
  #refused = false;
  #held = 0;

  start(layout) {
    this.#kept = layout;
    this.#take(layout);
    wire.state.on("desktop", (heard) => this.#hear(heard));
    // A fresh snapshot does not hold the desktop: what was missed is asked for.
    let missed = false;
    const ask = () => missed && wire.online && this.#ask().then(() => (missed = false), () => {});
    wire.state.on("reset", () => ((missed = true), ask()));
    wire.on("online", ask);
  }

  get(id) {
    return this.widgets.find((widget) => widget.id === id);
  }

  /** Puts other widgets, or the same ones elsewhere, or another wallpaper. */
  change({ widgets = this.widgets, wallpaper = this.wallpaper }) {
    this.widgets = widgets;
    this.wallpaper = wallpaper;
    this.emit("changed");
    this.#arrange();
  }

  /** Changes what is in one widget; whether the server keeps it. */
  async fill(id, options) {
    this.widgets = this.widgets.map((widget) => (widget.id === id ? { ...widget, options } : widget));
    this.emit("changed");
    const kept = await this.#send("fill-widget", { widget: id, options });
    this.#settle();
    return kept;
  }

  /** While something is being dragged, what other tabs do must not move it. */
  hold() {
    this.#held++;
  }

  release() {
    this.#held--;
    this.#settle();
  }

  async #arrange() {
    this.#again = true;
    if (this.#arranging) return;
    this.#arranging = true;
    while (this.#again) {
      // What changes while the server is being asked goes out as one.
      this.#again = false;
      const { wallpaper, widgets } = this;
      if (!(await this.#send("arrange-desktop", { layout: { wallpaper, widgets } }))) break;
    }
    this.#arranging = this.#again = false;
    this.#settle();
  }

  async #send(name, payload) {
    this.#asking++;
    try {
      const answer = await wire.call(name, payload);
      if (answer.refused) show(answer.refused, "error");
      else this.#revision = Math.max(this.#revision, answer.revision);
      this.#refused ||= Boolean(answer.refused);
      return !answer.refused;
    } catch {
      show(say(wire.online ? "no_answer" : "not_now"), "error");
      this.#refused = true;
      return false;
    } finally {
      this.#asking--;
    }
  }

  async #ask() {
    const { layout } = await wire.call("desktop");
    if (layout) this.#hear(layout);
  }

  #hear(layout) {
    if (layout.revision < this.#kept.revision) return;
    this.#kept = layout;
    this.#settle();
  }

  /** Shows what the server keeps, unless something of this tab's own is newer, or still on its way. */
  #settle() {
    if (this.#asking || this.#arranging || this.#held > 0) return;
    if (this.#refused || this.#kept.revision >= this.#revision) this.#take(this.#kept);
    this.#refused = false;
  }

  #take({ wallpaper, widgets, revision }) {
    this.wallpaper = wallpaper;
    this.widgets = widgets;
    this.#revision = revision;
    this.emit("changed");
  }
}

export const layout = new DesktopLayout();
