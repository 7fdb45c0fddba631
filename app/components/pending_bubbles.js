import { facts } from "miaou/facts.js";
import { filled } from "miaou/filled.js";
import { dayOf, showTime } from "miaou/moments.js";
import { shownOf } from "miaou/records.js";
import { goTogether } from "miaou/runs.js";
import { outbox } from "miaou/sending.js";
import { until } from "miaou/until.js";
import { wire } from "miaou/wire.js";

/** The box lies in a log: what is on its way in that log's place. */
export function attach(box, signal) {
  const where = wire.state.placeOf(box);
  const template = box.closest("[role=log]").parentElement.querySelector(".pending-row");
  where.on("placed", pendingBubbles(box, template, where));
  until(signal, outbox.on("changed", () => where.emit("touched")));
  until(signal, outbox.on("added", ({ canal }) => canal === where.key && where.emit("newest")));
  where.emit("touched");
}

/**
 * An open canal's messages that are still on their way, in a box of their own beside the log's rows.
 * @param {Element} box  @param {HTMLTemplateElement} template what one of them looks like  @param {OpenPlace} where
 * @returns {(newest: ?object) => void} what shows those that the outbox holds now, after that row (see `readRow`): a
 *   bubble closes up with it as its message will
 */
function pendingBubbles(box, template, where) {
  const { dataset } = box.closest("[data-order]");
  /** nonce → {element, looks} */
  let bubbles = new Map();
  return (newest) => {
    const isNewestFirst = dataset.order === "newest-first";
    const items = outbox.items.filter(({ canal }) => canal === where.key);
    const last = items.findLast(isWaiting);
    const before = bubbles;
    bubbles = new Map();
    let previous = newest;
    for (const item of items) {
      const { nonce, at, state, note, recipients } = item;
      const row = { at, day: dayOf(at), run: `${wire.state.me} ${recipients.join(",")}` };
      const next = !isNewestFirst && goTogether(previous, row, Number(dataset.gap));
      previous = row;
      // Of those that wait for the connection, the last one says it for all.
      const waits = item === last && !note && (state === "retrying" || !wire.online);
      const looks = JSON.stringify([state, note, waits, next]);
      const shown = before.get(nonce);
      bubbles.set(nonce, shown?.looks === looks ? shown : { looks, element: drawn(template, item, { waits, next }) });
    }
    const elements = [...bubbles.values()].map(({ element }) => element);
    if (isNewestFirst) elements.reverse();
    for (const child of [...box.children]) if (!elements.includes(child)) child.remove();
    for (const [at, element] of elements.entries()) {
      if (box.children[at] !== element) box.insertBefore(element, box.children[at] ?? null);
    }
  };
}

function drawn(template, item, { waits, next }) {
  const { state, nonce, at, note, text, recipients, card } = item;
  const element = filled(template, {
    text: text.trim() && text,
    names: recipients.map((member) => facts.get(`m${member}`).name).join(", "),
    card: card && shownOf(card),
    note,
    waits,
    refused: state === "refused",
  });
  facts.fill(element);
  element.dataset.nonce = nonce;
  showTime(element.querySelector("time"), at);
  const looks = { pending: isWaiting(item), failed: state === "refused", next, aside: recipients.length > 0 };
  element.classList.add(...Object.keys(looks).filter((name) => looks[name]));
  return element;
}

function isWaiting({ state }) {
  return state === "pending" || state === "retrying";
}
