import { Outbox } from "miaou/outbox.js";
import { readRecord } from "miaou/records.js";
import { wire } from "miaou/wire.js";

/** The messages that are on their way: {canal, text, recipients, card}; `card` is a record or null. */
export const outbox = new Outbox({
  prefix: () => `miaou:outbox:${wire.state.me}:`,
  isOnline: () => wire.online,
  send: ({ canal, text, recipients, nonce, card }) => wire.call("say", { canal, text, recipients, nonce, card }),
  read: ({ canal, text, recipients, card }) =>
    Number.isSafeInteger(canal) && Array.isArray(recipients) && recipients.every(Number.isSafeInteger)
      ? { canal, text: String(text), recipients, card: readRecord(card) }
      : null,
  // An open canal has yet to show it.
  isAwaited: ({ canal, id }) => [...wire.state.open].some(({ key, log }) => key === canal && !log.has(id)),
});

export function startSending() {
  outbox.start();
  wire.on("online", () => outbox.pump());
  wire.on("offline", () => outbox.emit("changed"));
  wire.state.on("said", (canal, id, author, nonce) => author === wire.state.me && outbox.settle(nonce));
  // A whole log has come: what was sent is in it.
  wire.state.on("logs", () => outbox.forgetSent());
}
