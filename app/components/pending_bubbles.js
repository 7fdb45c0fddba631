import { directory } from "miaou/directory.js";
import { make } from "miaou/fragment.js";
import { asideLine, goTogether, who } from "miaou/message_dress.js";
import { dayOf } from "miaou/moments.js";
import { outbox } from "miaou/outbox.js";
import { recordCard } from "miaou/record_card.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** An open canal's messages that are still on their way, after (or, newest first, before) all others in the log. */
export class PendingBubbles {
  /** nonce → {element, looks} */
  #bubbles = new Map();

  /** @param {OpenCanal} where */
  constructor(container, newestFirst, where) {
    this.where = where;
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
    const items = this.where.canal === null ? [] : outbox.of(this.where.canal);
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
      const next = !this.newestFirst && goTogether(previous, message);
      previous = message;
      const note = noteOf(item, item === lastWaiting);
      const looks = JSON.stringify([item.state, note, next]);
      const shown = this.#bubbles.get(item.nonce);
      if (shown?.looks === looks) continue;
      const element = bubble(item, note, next);
      if (shown) shown.element.replaceWith(element);
      else if (this.newestFirst) this.container.prepend(element);
      else this.container.append(element);
      this.#bubbles.set(item.nonce, { element, looks });
    }
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
  return { author: wire.state.me, at, day: dayOf(at), circle: recipients.join(",") };
}

/** What keeps it here, in words; of those that wait for the connection, the last one says it for all. */
function noteOf(item, last) {
  if (item.note) return item.note;
  if (item.state === "refused") return say("not_sent");
  return isWaiting(item) && last && (item.state === "retrying" || !wire.online) ? say("not_sent_yet") : "";
}

function bubble(item, note, next) {
  const { state, nonce, text, at, recipients, card } = item;
  const element = make("article", "msg mine");
  element.classList.toggle("pending", isWaiting(item));
  element.classList.toggle("failed", state === "refused");
  element.classList.toggle("next", next);
  element.dataset.nonce = nonce;
  if (!next) element.append(who(directory.member(wire.state.me).name, at));
  const sheet = element.appendChild(make("div", "bubble"));
  if (recipients.length) {
    element.classList.add("aside");
    sheet.append(asideLine(directory.names(recipients)));
  }
  const body = sheet.appendChild(make("div", "message-body"));
  if (text.trim()) body.appendChild(make("p", "", text)).style.whiteSpace = "pre-wrap";
  if (card) sheet.append(recordCard(card));
  if (note) element.append(noteLine(item, note));
  return element;
}

function noteLine(item, note) {
  const line = make("div", "failure");
  line.append(make("span", "", note));
  if (item.state === "refused") {
    const button = make("button", "retry", say("take_back"));
    button.type = "button";
    button.addEventListener("click", () => outbox.emit("wanted-back", item));
    line.append(button);
  }
  return line;
}
