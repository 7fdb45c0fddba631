import { Emitter } from "miaou/emitter.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/**
 * Which canal is open, in step with the address and the browser's history.
 *
 * Events: "wanted" (canal, or null when it is open or could not be opened), "chosen" (by the member, for good).
 */
class Navigation extends Emitter {
  /** The canal that is on its way. */
  wanted = null;
  #turn = 0;

  start() {
    history.replaceState({ canal: wire.state.canal }, "");
    window.addEventListener("popstate", (event) => {
      const canal = event.state?.canal ?? (Number(new URLSearchParams(location.search).get("canal")) || null);
      if (canal !== null) this.open(canal, "keep");
    });
  }

  /**
   * Opens a canal without loading the page.
   * @param {number} canal
   * @param {"push"|"replace"|"keep"} address what becomes of the browser's history
   */
  async open(canal, address = "push") {
    const turn = ++this.#turn;
    const { state } = wire;
    // Already open, unless the server has been asked for another one meanwhile.
    if (canal === state.canal && this.wanted === null) return void this.emit("chosen", canal);
    this.#want(canal);
    const record = state.record(canal);
    try {
      const answer = await wire.call("open", { canal });
      if (turn !== this.#turn) return;
      if (answer.refused) {
        show(answer.refused, "error");
      } else {
        if (address === "push") history.pushState({ canal }, "", addressOf(canal));
        if (address === "replace") history.replaceState({ canal }, "", addressOf(canal));
        state.opened(answer, record);
        this.emit("chosen", canal);
      }
    } catch {
      if (turn === this.#turn) show(say(wire.online ? "no_answer" : "not_now"), "error");
    } finally {
      state.forget(record);
      if (turn === this.#turn) this.#want(null);
    }
    // Back and forward have changed the address already: it must not speak of a canal that did not open.
    if (address === "keep" && turn === this.#turn && state.canal !== canal && state.canal !== null) {
      history.replaceState({ canal: state.canal }, "", addressOf(state.canal));
    }
  }

  #want(canal) {
    this.wanted = canal;
    this.emit("wanted", canal);
  }
}

function addressOf(canal) {
  return `?canal=${canal}`;
}

export const navigation = new Navigation();
