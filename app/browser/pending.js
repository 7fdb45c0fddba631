import { filled } from "miaou/filled.js";
import { isWaiting, outbox } from "miaou/outbox.js";
import { wire } from "miaou/wire.js";

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
    const shown = { me: wire.state.me, text: item.text.trim(), card: item.card?.shown ?? "", waits };
    return [item.nonce, filled(template, { ...item, ...shown })];
  });
}
