import { Emitter } from "miaou/emitter.js";
import { drop, keep, keptKeys, keptValue } from "miaou/keep.js";

const BUSY_PAUSE_MS = 5_000;
const SILENCE_PAUSE_MS = 2_000;
/** Kept by a page that is gone: another tab may send it. Sooner, the page that wrote it is sending it itself. */
const ORPHAN_MS = 20_000;

/**
 * What was sent off here and is not yet known to be kept by the server. It lies in this browser's storage, so that
 * neither a reload nor a restart loses it, and goes out in order, each with the nonce that makes sending it twice
 * the same as sending it once.
 *
 * An item is what is to be sent, with {nonce, at, state, note} beside it. States: "pending" (on its way, or waiting for
 * the connection), "retrying" (the server could not: `note` says why, if it did), "refused" (it will not: `note`),
 * "sent" (kept by the server as `id`; only until it shows).
 *
 * Events: "changed", "added" (item), "refused" (item).
 */
export class Outbox extends Emitter {
  /** In the order of writing. */
  items = [];
  #pumping = false;
  #timer = 0;

  /**
   * @param {object} ways
   *   prefix: () => the beginning of the keys of this person's items in the storage;
   *   isOnline: () => whether anything can be sent now;
   *   send: (item) => the answer, `{id}` or `{refused, why}`, or a failure when there is none;
   *   read: (item) => what of it is to be sent, from storage, where anything may stand; null when there is nothing;
   *   isAwaited: (item) => whether this page has yet to show it, which the server keeps as its `id`
   */
  constructor(ways) {
    super();
    this.ways = ways;
  }

  start() {
    this.#adopt(() => true);
    // Another tab has settled what this one holds too.
    window.addEventListener("storage", ({ key, newValue }) => {
      const item = newValue === null && this.items.find((other) => this.#keyOf(other) === key);
      if (item) this.settle(item.nonce);
    });
    setInterval(() => {
      this.#adopt(({ at }) => at < Date.now() - ORPHAN_MS);
      this.pump();
    }, ORPHAN_MS);
  }

  /** Takes something to send. */
  add(what) {
    // By which they are sorted after a reload: no two alike.
    const at = Math.max(Date.now(), (this.items.at(-1)?.at ?? 0) + 1);
    const item = { ...what, nonce: newNonce(), at, state: "pending", note: "" };
    this.items.push(item);
    this.#store(item);
    this.emit("changed");
    this.emit("added", item);
    this.pump();
  }

  /** Sends what waits, one after the other, for as long as it can be sent. */
  async pump() {
    if (this.#pumping) return;
    this.#pumping = true;
    clearTimeout(this.#timer);
    let pause = 0;
    while (this.ways.isOnline() && !pause) {
      const item = this.items.find(({ state }) => state === "pending" || state === "retrying");
      if (!item) break;
      pause = await this.#send(item);
    }
    this.#pumping = false;
    if (pause) this.#timer = setTimeout(() => this.pump(), pause);
  }

  /** It shows, or is gone on with: there is nothing more to send. */
  settle(nonce) {
    const item = this.items.find((other) => other.nonce === nonce);
    if (!item) return;
    this.items.splice(this.items.indexOf(item), 1);
    drop(this.#keyOf(item));
    this.emit("changed");
  }

  /** Much shows that did not: what was sent is in it. */
  forgetSent() {
    this.items = this.items.filter((item) => item.state !== "sent" || this.ways.isAwaited(item));
    this.emit("changed");
  }

  /** Sends one; how long to wait before going on, in milliseconds. */
  async #send(item) {
    const { id, refused, why } = await this.ways.send(item).catch(() => ({}));
    // Another tab has settled it meanwhile.
    if (!this.items.includes(item)) return 0;
    if (refused && why !== "busy") {
      this.#become(item, { state: "refused", note: refused });
      this.#store(item);
      this.emit("refused", item);
    } else if (id === undefined) {
      this.#become(item, { state: "retrying", note: refused ?? "" });
      return refused ? BUSY_PAUSE_MS : SILENCE_PAUSE_MS;
    } else if (this.ways.isAwaited({ ...item, id })) {
      // It is a moment behind: what stands in for it does so no longer as pending.
      drop(this.#keyOf(item));
      this.#become(item, { state: "sent", id });
    } else {
      this.settle(item.nonce);
    }
    return 0;
  }

  #become(item, changes) {
    Object.assign(item, changes);
    this.emit("changed");
  }

  /** Takes in what storage holds of this person's and this page does not. */
  #adopt(wanted) {
    const have = new Set(this.items.map(({ nonce }) => nonce));
    const read = keptKeys(this.ways.prefix()).map((key) => this.#read(key));
    const found = read.filter((item) => item && !have.has(item.nonce) && wanted(item));
    if (!found.length) return;
    this.items = [...this.items, ...found].sort((a, b) => a.at - b.at);
    this.emit("changed");
  }

  #read(key) {
    const item = keptValue(key) ?? {};
    const { nonce, at, state, note } = item;
    const what = this.ways.read(item);
    if (!what || this.#keyOf(item) !== key || !Number.isFinite(at)) return null;
    const told = state === "refused" ? { state, note: String(note) } : { state: "pending", note: "" };
    return { ...what, nonce, at, ...told };
  }

  #store(item) {
    keep(this.#keyOf(item), JSON.stringify(item));
  }

  #keyOf({ nonce }) {
    return this.ways.prefix() + nonce;
  }
}

/** Not crypto.randomUUID: an address in a LAN is plain http, where browsers do not offer it. */
function newNonce() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
