import { take } from "miaou/effects.js";
import { Emitter } from "miaou/emitter.js";
import { facts } from "miaou/facts.js";
import { openSocket } from "miaou/socket.js";
import { State } from "miaou/state.js";

const TIMEOUT_MS = 10_000;
const CATCH_UP_PAUSE_MS = 1_000;

/**
 * The connection, and the state that it keeps up to date.
 *
 * Events: "online" (after each connection, once nothing is missing any more), "offline".
 */
class Wire extends Emitter {
  state = new State();
  /** Connected, and holding all that was said. */
  online = false;
  /** Whether this browser says what is said while nobody looks. */
  rings = false;

  #socket = null;
  #attaching = false;
  /** What came while catching up: the answer may be older than that, or be what it waits for. */
  #held = [];
  #heardAt = 0;
  #asked = 0;
  /** The numbers of questions that had no answer in time: what they bring about comes too late. */
  #givenUp = new Set();

  async start() {
    const socket = (this.#socket = await openSocket());
    const heard = () => (this.#heardAt = Date.now());
    socket.io.on("packet", heard);
    socket.io.on("ping", heard);
    socket.on("miaou", (message) => this.#receive(message));
    socket.on("connect", () => this.#catchUp());
    socket.on("disconnect", () => this.#setOnline(false));
    this.state.on("gone", () => this.#leave());
    // What is said elsewhere is not heard here.
    this.state.on("logs", () => this.tell("shows", { canals: this.state.shown }));
    if (socket.connected) this.#catchUp();
  }

  /**
   * Asks the server for something; its answer, which may be `{refused, why}`.
   * @throws when there is no connection, or no answer within `timeout` milliseconds
   */
  async call(name, payload = {}, { timeout = TIMEOUT_MS } = {}) {
    // Never queued: what waits for a connection waits where it can be seen.
    if (!this.online) throw new Error("offline");
    return this.#ask(name, payload, timeout);
  }

  /** Says something that needs no answer, if it can be said at all. */
  tell(name, payload) {
    if (this.online) this.#socket.emit("call", name, payload);
  }

  /** From now on, what rings is heard here, or no longer. */
  hearRings(on) {
    this.rings = on;
    this.tell("ring", { on });
  }

  /** Whether whoever asked that was told that there is no answer. */
  hasGivenUp(number) {
    return this.#givenUp.has(number);
  }

  async #ask(name, payload, timeout = TIMEOUT_MS) {
    const number = ++this.#asked;
    try {
      const answer = await this.#socket.timeout(timeout).emitWithAck("call", name, payload, number);
      if (answer?.gone) this.state.emit("gone");
      if (answer?.then) take(answer.then);
      return answer;
    } catch (error) {
      this.#givenUp.add(number);
      // Nothing at all for so long: the connection is dead (a laptop that slept, a cable pulled) before pings tell.
      if (this.#socket.connected && Date.now() - this.#heardAt > timeout) this.#socket.io.engine.close();
      throw error;
    }
  }

  #receive(message) {
    // What comes in an order waits for what may be missing before it.
    if (this.#attaching && message[2] !== 0) return void this.#held.push(message);
    const outcome = this.state.receive(message);
    if (outcome === "gap" || outcome === "unknown") {
      this.#held = [message];
      this.#catchUp();
    }
  }

  /** Asks for what this tab has not heard, as often as it takes. One question at a time. */
  async #catchUp() {
    if (this.#attaching) return;
    this.#attaching = true;
    let behind = true;
    while (behind && this.#socket.connected) {
      try {
        await handshaken();
        const { state } = this;
        const topics = Object.fromEntries(state.topics);
        const known = { topics, canal: state.main.canal, logs: state.logs, facts: state.factsAt };
        const answer = await this.#ask("attach", { client: window.clientId, rings: this.rings, ...known });
        if (answer.gone) return;
        behind = Boolean(answer.refused) || this.#takeIn(answer);
      } catch {
        // The connection may be gone; then the next one starts over.
      }
      if (behind) await new Promise((resume) => setTimeout(resume, CATCH_UP_PAUSE_MS));
    }
    this.#held = [];
    this.#attaching = false;
    if (this.#socket.connected) this.#setOnline(!behind);
  }

  /** Applies an answer and what was held meanwhile; whether something is still missing. */
  #takeIn({ snapshot, missed = [], logs = [], facts }) {
    if (snapshot) this.state.load(snapshot);
    for (const page of logs) this.state.caughtUp(page);
    if (facts) this.state.loadFacts(facts);
    let waiting = [...missed, ...this.#held];
    this.#held = [];
    for (let before = Infinity; waiting.length && waiting.length < before; ) {
      // Once more while it helps: a topic's messages may come before the `follow` that opens it.
      before = waiting.length;
      waiting = waiting.filter((message) => ["gap", "unknown"].includes(this.state.receive(message)));
    }
    return waiting.some(([topic]) => this.state.topics.has(topic));
  }

  #setOnline(online) {
    if (online === this.online) return;
    this.online = online;
    if (!online) facts.forgetPassing();
    this.emit(online ? "online" : "offline");
  }

  /** The session has ended: nothing stays on the screen. */
  #leave() {
    document.body.replaceChildren();
    // NiceGUI would look for its own elements.
    this.#socket.off();
    this.#socket.disconnect();
    location.replace(`${window.path_prefix ?? ""}${document.documentElement.dataset.wayOut ?? "/login?ended"}`);
  }
}

/** NiceGUI knows this page by now; a prefetched page tells it a moment after it connects. */
async function handshaken() {
  while (!window.did_handshake) await new Promise((resume) => setTimeout(resume, 10));
}

export const wire = new Wire();
