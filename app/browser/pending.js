import { filled } from "miaou/filled.js";
import { KeyedList } from "miaou/keyed_list.js";
import { isWaiting, outbox } from "miaou/outbox.js";
import { goTogether, readRow, showTimes } from "miaou/runs.js";
import { until } from "miaou/until.js";
import { wire } from "miaou/wire.js";

/**
 * What was written in the place of a log and is still on its way, in a box of its own beside the log's rows: the template
 * `.pending-row` filled with each item of the outbox, whose page this is (`me`) and whether the item `waits`.
 */
export function attach(box, signal) {
  const place = wire.state.placeOf(box);
  const log = box.closest("[role=log]");
  place.on("placed", pendingRows(box, log.parentElement.querySelector(".pending-row"), place, log));
  until(signal, outbox.on("changed", () => place.emit("touched")));
  until(signal, outbox.on("added", ({ key }) => key === place.key && place.emit("newest")));
  place.emit("touched");
}

/** What shows those that the outbox holds now, after the log's newest row: each closes up with it as its row will. */
function pendingRows(box, template, where, { dataset }) {
  const isNewestFirst = () => dataset.order === "newest-first";
  let before = null;
  const list = new KeyedList(box, {
    compare: (a, b) => (isNewestFirst() ? b.row.at - a.row.at : a.row.at - b.row.at),
    made: (entry) => {
      entry.row = readRow(entry.element);
      showTimes(entry.element, entry.row);
    },
    arrange: (entries) => {
      for (const { element, row } of entries) {
        element.classList.toggle("next", !isNewestFirst() && goTogether(before, row, Number(dataset.gap)));
        before = row;
      }
    },
  });
  return (newest) => {
    const items = outbox.items.filter(({ key }) => key === where.key);
    const last = items.findLast(isWaiting);
    before = newest;
    list.reset(items.map((item) => {
      // Of those that wait for the connection, the last one says it for all.
      const waits = item === last && !item.note && (item.state === "waiting" || !wire.online);
      const shown = { me: wire.state.me, text: item.text.trim(), card: item.card?.shown ?? "", waits };
      return [item.nonce, filled(template, { ...item, ...shown })];
    }));
    list.flush();
  };
}
