import { filled } from "miaou/filled.js";
import { KeyedList } from "miaou/keyed_list.js";
import { isWaiting, outbox } from "miaou/outbox.js";
import { goTogether, readRow, showTimes } from "miaou/runs.js";
import { wire } from "miaou/wire.js";

/**
 * What was written in an open place and is still on its way, in a box of its own beside the log's rows: the template
 * filled with each item of the outbox, whose page this is (`me`) and whether the item `waits`.
 * @param {Element} box  @param {HTMLTemplateElement} template  @param {object} where the place
 * @returns {(newest: ?object) => void} what shows those that the outbox holds now, after that row (see `readRow`): each
 *   closes up with it as its row will
 */
export function pendingRows(box, template, where) {
  const { dataset } = box.closest("[data-order]");
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
