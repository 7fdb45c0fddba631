import { Emitter } from "miaou/emitter.js";
import { drop, keep, kept, keptKeys } from "miaou/keep.js";
import { readRecord } from "miaou/record_card.js";
import { whole } from "miaou/whole.js";
import { wire } from "miaou/wire.js";

const BUSY_PAUSE_MS = 5_000;
const SILENCE_PAUSE_MS = 2_000;
/** Kept by a page that is gone: another tab may send it. Sooner, the page that wrote it is sending it itself. */
const ORPHAN_MS = 20_000;

/**
 * What was written here and is not yet known to be kept by the server. It lies in this browser's storage, so that
 * neither a reload nor a restart loses it, and goes out in order, each with the nonce that makes sending it twice
 * the same as sending it once.
 *
 * An item is {nonce, canal, text, recipients, card, at, state, note}; `card` is a record or null. States: "pending" (on its way, or waiting for the
 * connection), "retrying" (the server could not: `note` says why, if it did), "refused" (it will not: `note`),
 * "sent" (kept by the server as `id`; only until its message shows).
 *
 * Events: "changed", "added" (item), "refused" (item), "wanted-back" (item): its author wants to write on at its text.
 */
class Outbox extends Emitter {
  /** In the order of writing. */
  items = [];
  #pumping = false;
  #timer = 0;

  start() {
    this.#adopt(() => true);
    wire.on("online", () => this.#pump());
    wire.on("offline", () => this.emit("changed"));
    wire.state.on("said", (canal, id, author, nonce) => {
      if (author === wire.state.me) this.#settle(nonce);
    });
    // A whole log has come: what was sent is in it.
    wire.state.on("logs", () => this.#forgetSent());
    window.addEventListener("storage", (event) => this.#otherTab(event));
    setInterval(() => {
      this.#adopt((item) => item.at < Date.now() - ORPHAN_MS);
      this.#pump();
    }, ORPHAN_MS);
  }

  /** Takes a message to send. */
  add({ canal, text: typed, recipients = [], card = null }) {
    const text = whole(typed);
    const item = { nonce: newNonce(), canal, text, recipients, card, at: Date.now(), state: "pending", note: "" };
    this.items.push(item);
    this.#store(item);
    this.emit("changed");
    this.emit("added", item);
    this.#pump();
  }

  /** The items written for a canal. */
  of(canal) {
    return this.items.filter((item) => item.canal === canal);
  }

  /** Gives up an item: its text is where it can be written on. */
  giveUp(item) {
    this.#settle(item.nonce);
  }

  async #pump() {
    if (this.#pumping) return;
    this.#pumping = true;
    clearTimeout(this.#timer);
    let pause = 0;
    while (wire.online && !pause) {
      const item = this.items.find(({ state }) => state === "pending" || state === "retrying");
      if (!item) break;
      pause = await this.#send(item);
    }
    this.#pumping = false;
    if (pause) this.#timer = setTimeout(() => this.#pump(), pause);
  }

  /** Sends one; how long to wait before going on, in milliseconds. */
  async #send(item) {
    const { canal, text, recipients, card, nonce } = item;
    let answer;
    try {
      answer = await wire.call("say", { canal, text, recipients, nonce, ...(card && { card }) });
    } catch {
      this.#change(item, { state: "retrying", note: "" });
      return SILENCE_PAUSE_MS;
    }
    if (answer.refused && answer.why === "busy") {
      this.#change(item, { state: "retrying", note: answer.refused });
      return BUSY_PAUSE_MS;
    }
    if (answer.refused) {
      this.#change(item, { state: "refused", note: answer.refused });
      this.#store(item);
      this.emit("refused", item);
    } else if (isAwaited(canal, answer.id)) {
      // Its message is a moment behind: the bubble stands in for it, no longer as pending.
      drop(keyOf(item));
      this.#change(item, { state: "sent", id: answer.id });
    } else {
      this.#settle(nonce);
    }
    return 0;
  }

  #change(item, changes) {
    // Its message may have come back while we waited for the answer.
    if (!this.items.includes(item)) return;
    Object.assign(item, changes);
    this.emit("changed");
  }

  #settle(nonce) {
    const item = this.items.find((other) => other.nonce === nonce);
    if (!item) return;
    this.items.splice(this.items.indexOf(item), 1);
    drop(keyOf(item));
    this.emit("changed");
  }

  #forgetSent() {
    this.items = this.items.filter(({ state, canal, id }) => state !== "sent" || isAwaited(canal, id));
    this.emit("changed");
  }

  /** Takes in what storage holds of this member's and this page does not. */
  #adopt(wanted) {
    const have = new Set(this.items.map((item) => item.nonce));
    const found = keptKeys(prefix())
      .map((key) => readItem(kept(key)))
      .filter((item) => item && !have.has(item.nonce) && wanted(item));
    if (!found.length) return;
    this.items = [...this.items, ...found].sort((a, b) => a.at - b.at);
    this.emit("changed");
  }

  /** Another tab has settled what this one holds too. */
  #otherTab({ key, newValue }) {
    const item = newValue === null && this.items.find((other) => keyOf(other) === key);
    if (item) this.#settle(item.nonce);
  }

  #store(item) {
    const { nonce, canal, text, recipients, card, at, state, note } = item;
    keep(keyOf(item), JSON.stringify({ nonce, canal, text, recipients, card, at, state, note }));
  }
}

function prefix() {
  return `miaou:outbox:${wire.state.me}:`;
}

function keyOf(item) {
  return prefix() + item.nonce;
}

/** Whether a canal that is open in this page has yet to show that message. */
function isAwaited(canal, id) {
  return [...wire.state.open].some(({ log }) => log?.canal === canal && !log.has(id));
}

/** An item from storage, where anything may stand; null when it is not one. */
function readItem(json) {
  let item = null;
  try {
    item = JSON.parse(json);
  } catch {
    return null;
  }
  const { nonce, canal, text, recipients, at, state, note } = item ?? {};
  const whole =
    typeof nonce === "string" && /^[\w-]{8,64}$/.test(nonce) && Number.isSafeInteger(canal) &&
    typeof text === "string" && Number.isFinite(at) && Array.isArray(recipients) &&
    recipients.every(Number.isSafeInteger); // prettier-ignore
  if (!whole) return null;
  const refused = state === "refused";
  const told = refused ? { state, note: String(note) } : { state: "pending", note: "" };
  return { nonce, canal, text, recipients, card: readRecord(item.card), at, ...told };
}

/** Not crypto.randomUUID: an office's LAN address is plain http, where browsers do not offer it. */
function newNonce() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const outbox = new Outbox();
