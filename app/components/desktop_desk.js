import { Emitter } from "miaou/emitter.js";
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
  /** {id, kind, x, y, w, h, options}, in reading order. */
  widgets = [];

  /** The newest that was heard of, whether it shows already or not. */
  #kept = null;
  #asking = 0;
  #held = 0;

  start(layout) {
    this.#kept = layout;
    this.#show();
    wire.state.on("desktop", (heard) => {
      this.#hear(heard);
      if (!this.#asking) this.#show();
    });
    // A fresh snapshot does not hold the desktop: what was missed is asked for.
    let missed = false;
    // When it cannot be asked for, the next connection does.
    const ask = () => catchUp().catch(() => {});
    const catchUp = async () => {
      if (!missed || !wire.online) return;
      await this.#call("now");
      missed = false;
      if (!this.#asking) this.#show();
    };
    wire.state.on("reset", () => ((missed = true), ask()));
    wire.on("online", ask);
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
    return answer?.refused ? null : answer;
  }

  /** What would come of it, or null. */
  async preview(doing, details) {
    return (await wire.call("desktop", { do: doing, ...details })).layout ?? null;
  }

  /** An answer has come. */
  take(answer) {
    this.#hear(answer.layout);
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

  async #call(doing, details = {}) {
    const answer = await wire.call("desktop", { do: doing, ...details });
    if (answer.layout) this.#hear(answer.layout);
    return answer;
  }

  #hear(layout) {
    if (layout.revision >= this.#kept.revision) this.#kept = layout;
  }

  #show() {
    if (this.#held > 0) return;
    this.wallpaper = this.#kept.wallpaper;
    this.widgets = this.#kept.widgets;
    this.emit("changed");
  }
}

export const desk = new Desk();
