import { Emitter } from "miaou/emitter.js";
import { facts } from "miaou/facts.js";
import { openSocket } from "miaou/socket.js";
import { State } from "miaou/state.js";
import { awayFrom, pause } from "miaou/frame.js";

const TIMEOUT_MS = 10_000;
const CATCH_UP_PAUSE_MS = 1_000;

/**
 * The connection to the server, and the `state` that it keeps up to date: with each operation, with what an answer has
 * the page do (`then`), and after a break with what is missing here.
 * Events: "online" (after each connection, once nothing is missing any more), "offline".
 */
class Wire extends Emitter {
  /** Connected, and holding all that was said. */
  online = false;
  state = new State();
  rings = false;
  /** The numbers of questions that had no answer in time: what they bring about comes too late. */
  givenUp = new Set();

  #socket = null;
  /** Over once the first connection stands, or should. */
  #opening = Promise.race([this.once("online"), pause(TIMEOUT_MS)]);
  /** What came while catching up, if it does: the answer may be older than that. */
  #held = null;
  #heardAt = 0;
  #asked = 0;

  async start() {
    // What is said elsewhere is not heard here.
    this.state.on("logs", () => this.tell("shows", { keys: this.state.shown }));
    const socket = (this.#socket = await openSocket());
    for (const sign of ["packet", "ping"]) socket.io.on(sign, () => (this.#heardAt = Date.now()));
    socket.on("miaou", (...operation) => this.#receive(operation));
    socket.on("connect", () => this.#catchUp());
    socket.on("disconnect", () => this.#setOnline(false));
    if (socket.connected) this.#catchUp();
  }

  /**
   * Asks the server for something; its answer, which may be `{refused, why}`.
   * @throws when there is no connection, or no answer in time
   */
  async call(name, payload = {}) {
    if (!this.online) await this.#opening;
    // Never queued: what waits for a connection that was lost waits where it can be seen.
    if (!this.online) throw new Error("offline");
    return this.#ask(name, payload);
  }

  /** Says something that needs no answer, if it can be said at all. */
  tell = (name, payload) => this.online && this.#socket.emit("call", name, payload);
  /** Tries to connect at once, instead of in a moment, or of waiting for an attempt that nothing answers. */
  retry = () => this.online || this.#socket?.disconnect().connect();

  async #ask(name, payload) {
    const number = ++this.#asked;
    try {
      const answer = await this.#socket.timeout(TIMEOUT_MS).emitWithAck("call", name, payload, number);
      if (answer?.gone) await this.#leave();
      this.state.hear(answer?.then ?? []);
      return answer;
    } catch (error) {
      this.givenUp.add(number);
      // Nothing at all for so long: the connection is dead (a laptop that slept, a cable pulled) before pings tell.
      if (this.#socket.connected && awayFrom(this.#heardAt) > TIMEOUT_MS) this.#socket.io.engine.close();
      throw error;
    }
  }

  #receive(operation) {
    const [name] = operation;
    if (name === "gone") this.#leave();
    else if (this.#held) this.#held.push(operation);
    else if (name === "behind") this.#catchUp();
    else this.state.hear([operation]);
  }

  async #catchUp() {
    if (this.#held) return;
    this.#held = [];
    let behind = true;
    while (behind && this.#socket.connected) {
      // A prefetched page tells NiceGUI of itself a moment after it connects.
      while (!window.did_handshake) await pause(10);
      const [{ timeZone: zone }, ahead] = [Intl.DateTimeFormat().resolvedOptions(), -new Date().getTimezoneOffset()];
      const here = { client: window.clientId, rings: this.rings, zone, ahead };
      const asked = this.#ask("attach", { ...here, ...this.state.known });
      // The connection may be gone; then the next one starts over.
      behind = await asked.then((answer) => answer.refused || this.#takeIn(answer)).catch(() => true);
      if (behind) await pause(CATCH_UP_PAUSE_MS);
    }
    this.#held = null;
    if (this.#socket.connected) this.#setOnline(!behind);
  }

  /** Takes in an answer and what was held meanwhile; whether something is missing again. */
  #takeIn(answer) {
    const end = this.#held.findIndex(([name]) => name === "behind");
    this.state.catchUp(answer, end < 0 ? this.#held : this.#held.slice(0, end));
    this.#held = [];
    return end >= 0;
  }

  #setOnline(online) {
    if (online === this.online) return;
    this.online = online;
    if (!online) facts.forgetPassing();
    this.emit(online ? "online" : "offline");
  }

  /** The session has ended: nothing stays on the screen, and nothing goes on. */
  #leave() {
    document.body.replaceChildren();
    // NiceGUI would look for its own elements.
    this.#socket.off();
    this.#socket.disconnect();
    location.replace(`${window.path_prefix ?? ""}${document.documentElement.dataset.wayOut ?? "/login?ended"}`);
    return new Promise(() => {});
  }
}

export const wire = new Wire();
