import { drop, Emitter, filled, keep, kept, keptKeys, now, wire } from "miaou/base.js";

const PREFIX = `miaou:outbox:${wire.state.me}:`;
const PAUSE_MS = 3_000;
/** Kept by a page that is gone: another page may send it. Sooner, the one that wrote it is sending it itself. */
const ORPHAN_MS = 20_000;

/**
 * What was sent off here and is not yet known to be kept by the server. It lies in this browser's storage, and goes out
 * in order, each with the nonce that makes sending it twice the same as sending it once.
 *
 * An item is what is sent by an `action`, which answers `{id}` or `{refused, why}`, with the `key` of its open place
 * and {nonce, at, state, note}. States: "pending", "waiting" (the server could not), "refused" (it will not), both with
 * its `note`, "sent" (kept as `id`; only until it shows).
 * Events: "changed", "added" (item), "refused" (item).
 */
class Outbox extends Emitter {
  /** In the order of writing. */
  items = [];
  #pumping = false;
  #timer = 0;

  start() {
    this.#adopt(() => true);
    wire.on("online", () => this.pump());
    wire.on("offline", () => this.emit("changed"));
    wire.state.on("said", (nonce) => this.settle(nonce));
    // Much shows that did not: what was sent is in it.
    wire.state.on("logs", () => this.#hold(this.items.filter((item) => item.state !== "sent" || isAwaited(item))));
    // Another page has settled what this one holds too.
    window.addEventListener("storage", ({ key, newValue }) => newValue ?? this.settle(key?.replace(PREFIX, "")));
    setInterval(() => (this.#adopt(({ at }) => Math.abs(now() - at) > ORPHAN_MS), this.pump()), ORPHAN_MS);
  }

  /** Takes something to send; or what is "refused" already. */
  add(what) {
    // By which they are sorted after a reload: no two alike.
    const at = Math.max(now(), (this.items.at(-1)?.at ?? 0) + 1);
    const item = { state: "pending", note: "", ...what, nonce: newNonce(), at };
    keep(PREFIX + item.nonce, item);
    this.#hold([...this.items, item]);
    this.emit("added", item);
    this.pump();
  }

  /** Sends what waits, one after the other, for as long as it can be sent. */
  async pump() {
    const item = this.items.find(isWaiting);
    if (!item || !wire.online || this.#pumping) return;
    clearTimeout(this.#timer);
    this.#pumping = true;
    const pause = await this.#send(item);
    this.#pumping = false;
    if (pause) this.#timer = setTimeout(() => this.pump(), pause);
    else this.pump();
  }

  /** It shows, or is gone on with: there is nothing more to send. */
  settle(nonce) {
    drop(PREFIX + nonce);
    this.#hold(this.items.filter((item) => item.nonce !== nonce));
  }

  /** Sends one; how long to wait before going on, in milliseconds. */
  async #send(item) {
    const { id, refused = "", why } = await wire.call(item.action, item).catch(() => ({}));
    // Another page has settled it meanwhile.
    if (!this.items.includes(item)) return 0;
    if (id !== undefined) {
      // It is a moment behind: what stands in for it does so no longer as pending.
      Object.assign(item, { state: "sent", note: "", id });
      if (!isAwaited(item)) this.settle(item.nonce);
      drop(PREFIX + item.nonce);
    } else {
      Object.assign(item, { state: refused && why !== "busy" ? "refused" : "waiting", note: refused });
      keep(PREFIX + item.nonce, item);
    }
    this.emit("changed");
    if (item.state === "refused") this.emit("refused", item);
    return item.state === "waiting" ? PAUSE_MS : 0;
  }

  #hold(items) {
    this.items = items;
    this.emit("changed");
  }

  /** Takes in what storage holds of this person's and this page does not. */
  #adopt(isWanted) {
    const have = new Set(this.items.map(({ nonce }) => nonce));
    const found = keptKeys(PREFIX).map(read).filter((item) => item && !have.has(item.nonce) && isWanted(item));
    if (found.length) this.#hold([...this.items, ...found].sort((a, b) => a.at - b.at));
  }
}

export const outbox = new Outbox();

/**
 * What was written in the place of that key and is still on its way: rows by their nonces, each the `template` filled
 * with an item of the outbox, whose page this is (`me`) and whether the item `waits`.
 */
export function pendingRows(template, place) {
  const items = outbox.items.filter(({ key }) => key === place);
  const last = items.findLast(isWaiting);
  return items.map((item) => {
    // Of those that wait for the connection, the last one says it for all.
    const waits = item === last && !item.note && (item.state === "waiting" || !wire.online);
    const [card, reply] = [item.card?.shown ?? "", item.reply?.shown ?? ""];
    const files = (item.files ?? []).map(({ shown }) => shown).join("");
    const shown = { me: wire.state.me, text: item.text.trim(), files, card, reply, waits };
    return [item.nonce, filled(template, { ...item, ...shown })];
  });
}

const isWaiting = ({ state }) => state === "pending" || state === "waiting";

/** Whether this page has yet to show what the server keeps. */
const isAwaited = ({ key, id }) => [...wire.state.open].some((place) => place.key === key && !place.log.has(id));

/** What is kept there, if it is one; what it is worth, the server looks at. */
function read(name) {
  const item = kept(name);
  if (!item?.nonce || PREFIX + item.nonce !== name || !Number.isFinite(item.at) || !Array.isArray(item.to)) return null;
  return item.state === "refused" ? item : { ...item, state: "pending", note: "" };
}

/** Not crypto.randomUUID: an address in a LAN is plain http, where browsers do not offer it. */
export const newNonce = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
