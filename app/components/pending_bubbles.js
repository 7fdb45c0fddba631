import { directory } from "miaou/directory.js";
import { facts } from "miaou/facts.js";
import { make } from "miaou/fragment.js";
import { dayOf, showTime } from "miaou/moments.js";
import { goTogether } from "miaou/runs.js";
import { outbox } from "miaou/sending.js";
import { recordCard } from "miaou/record_card.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** An open canal's messages that are still on their way, after (or, newest first, before) all others in the log. */
export class PendingBubbles {
  /** nonce → {element, looks} */
  #bubbles = new Map();

  /** @param {HTMLTemplateElement} row what one of them looks like  @param {OpenCanal} where */
  constructor(container, row, newestFirst, where) {
    this.where = where;
    this.row = row;
    this.together = Number(container.closest("[data-gap]").dataset.gap);
    this.container = container;
    this.newestFirst = newestFirst;
  }

  get count() {
    return this.#bubbles.size;
  }

  /** The first that was written, or null. */
  get first() {
    return this.#bubbles.values().next().value?.element ?? null;
  }

  /**
   * Shows what the outbox holds; to be called when the log's own messages are in place.
   * @param {?object} newest what `readMessage` says of the newest of them: a bubble closes up with it as its message
   *   will
   */
  show(newest) {
    const items = outbox.items.filter(({ canal }) => canal === this.where.canal);
    const lastWaiting = items.findLast(isWaiting);
    const wanted = new Map(items.map((item) => [item.nonce, item]));
    for (const [nonce, { element }] of this.#bubbles) {
      if (wanted.has(nonce)) continue;
      element.remove();
      this.#bubbles.delete(nonce);
    }
    let previous = newest;
    for (const item of items) {
      const message = asMessage(item);
      const next = !this.newestFirst && goTogether(previous, message, this.together);
      previous = message;
      const note = noteOf(item, item === lastWaiting);
      const looks = JSON.stringify([item.state, note, next]);
      const shown = this.#bubbles.get(item.nonce);
      if (shown?.looks === looks) continue;
      const element = this.#bubble(item, note, next);
      if (shown) shown.element.replaceWith(element);
      else if (this.newestFirst) this.container.prepend(element);
      else this.container.append(element);
      this.#bubbles.set(item.nonce, { element, looks });
    }
  }

  #bubble(item, note, next) {
    const { state, nonce, text, at, recipients, card } = item;
    const element = this.row.content.firstElementChild.cloneNode(true);
    const find = (selector) => element.querySelector(selector);
    facts.fill(element);
    element.classList.toggle("pending", isWaiting(item));
    element.classList.toggle("failed", state === "refused");
    element.classList.toggle("next", next);
    element.classList.toggle("aside", recipients.length > 0);
    element.dataset.nonce = nonce;
    showTime(find("time"), at);
    find(".to").hidden = !recipients.length;
    find(".names").textContent = directory.names(recipients);
    if (text.trim()) find(".message-body").appendChild(make("p", "", text)).style.whiteSpace = "pre-wrap";
    if (card) find(".bubble").append(recordCard(card));
    find(".failure").hidden = !note;
    find(".failure span").textContent = note;
    const retry = find(".retry");
    retry.hidden = state !== "refused";
    retry.addEventListener("click", () => outbox.emit("wanted-back", item));
    return element;
  }

  clear() {
    for (const { element } of this.#bubbles.values()) element.remove();
    this.#bubbles.clear();
  }
}

function isWaiting({ state }) {
  return state === "pending" || state === "retrying";
}

/** As the log will show it. */
function asMessage({ at, recipients }) {
  return { at, day: dayOf(at), run: `${wire.state.me} ${recipients.join(",")}` };
}

/** What keeps it here, in words; of those that wait for the connection, the last one says it for all. */
function noteOf(item, last) {
  if (item.note) return item.note;
  if (item.state === "refused") return say("not_sent");
  return isWaiting(item) && last && (item.state === "retrying" || !wire.online) ? say("not_sent_yet") : "";
}
