import { facts } from "miaou/facts.js";
import { filled } from "miaou/filled.js";
import { dayOf, showTime } from "miaou/moments.js";
import { shownOf } from "miaou/records.js";
import { goTogether } from "miaou/runs.js";
import { outbox } from "miaou/sending.js";
import { wire } from "miaou/wire.js";

/** An open canal's messages that are still on their way, after (or, newest first, before) all others in the log. */
export class PendingBubbles {
  /** nonce → {element, looks} */
  #bubbles = new Map();

  #newestFirst = false;

  /** @param {HTMLElement} log  @param {HTMLTemplateElement} row what one of them looks like  @param {OpenCanal} where */
  constructor(log, row, where) {
    this.where = where;
    this.row = row;
    this.log = log;
    this.container = log.querySelector(".waiting");
  }

  /**
   * Shows what the outbox holds; to be called when the log's own messages are in place.
   * @param {?object} newest what `readRow` says of the last of them: a bubble closes up with it as its message will
   */
  show(newest) {
    const { order, gap } = this.log.dataset;
    if (this.#newestFirst !== (order === "newest-first")) this.#turn();
    const items = outbox.items.filter(({ canal }) => canal === this.where.canal);
    const last = items.findLast(isWaiting);
    const before = this.#bubbles;
    this.#bubbles = new Map();
    let previous = newest;
    for (const item of items) {
      const { nonce, at, state, note, recipients } = item;
      const message = { at, day: dayOf(at), run: `${wire.state.me} ${recipients.join(",")}` };
      const next = !this.#newestFirst && goTogether(previous, message, Number(gap));
      previous = message;
      // Of those that wait for the connection, the last one says it for all.
      const waits = item === last && !note && (state === "retrying" || !wire.online);
      const looks = JSON.stringify([state, note, waits, next]);
      const shown = before.get(nonce);
      before.delete(nonce);
      const element = shown?.looks === looks ? shown.element : this.#drawn(item, waits, next);
      this.#bubbles.set(nonce, { element, looks });
      if (!shown) this.container[this.#newestFirst ? "prepend" : "append"](element);
      else if (shown.element !== element) shown.element.replaceWith(element);
    }
    for (const { element } of before.values()) element.remove();
  }

  #drawn(item, waits, next) {
    const { state, nonce, at, note, recipients, card } = item;
    const element = filled(this.row, {
      text: item.text.trim() && item.text,
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
    for (const [name, on] of Object.entries(looks)) element.classList.toggle(name, on);
    return element;
  }

  #turn() {
    this.#newestFirst = !this.#newestFirst;
    this.#bubbles.clear();
    this.container.replaceChildren();
  }
}

function isWaiting({ state }) {
  return state === "pending" || state === "retrying";
}
