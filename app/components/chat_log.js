import { facts } from "miaou/facts.js";
import { outbox } from "miaou/outbox.js";
import { pendingRows } from "miaou/pending.js";
import { RowsLog } from "miaou/rows_log.js";
import { until } from "miaou/until.js";
import { wire } from "miaou/wire.js";

/**
 * A conversation: the one in the middle of the window, or a small one.
 * @param {Element} root  @param {OpenCanal} where  @param {AbortSignal} [signal] ends it
 */
export function attachLog(root, where = wire.state.main, signal = undefined) {
  const { state } = wire;
  const box = root.querySelector("[role=log]");
  box.dataset.order = state.settings.reading_order ?? box.dataset.order;
  const name = () => where.canal !== null && facts.point(root, `c${where.canal}`);
  where.on("shown", name);
  name();
  const placed = pendingRows(box.querySelector(".waiting"), root.querySelector(".pending-row"), where);
  const log = new RowsLog(root, where, { placed, signal });
  where.on("chosen", () => log.goToNewest());
  until(signal, state.on("setting", (name, value) => name === "reading_order" && log.turn(value)));
  until(signal, outbox.on("changed", () => log.list.touch()));
  until(signal, outbox.on("added", ({ key }) => key === where.key && log.goToNewest()));
}
