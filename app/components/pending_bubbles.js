import { directory } from "miaou/directory.js";
import { make } from "miaou/fragment.js";
import { asideLine, who } from "miaou/message_dress.js";
import { outbox } from "miaou/outbox.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** The open canal's messages that are still on their way, after (or, newest first, before) all others in the log. */
export class PendingBubbles {
  /** nonce → {element, looks} */
  #bubbles = new Map();

  constructor(container, newestFirst) {
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

  /** Makes what is shown that what the outbox holds; to be called when the log's own messages are in place. */
  show() {
    const items = wire.state.canal === null ? [] : outbox.of(wire.state.canal);
    const wanted = new Map(items.map((item) => [item.nonce, item]));
    for (const [nonce, { element }] of this.#bubbles) {
      if (wanted.has(nonce)) continue;
      element.remove();
      this.#bubbles.delete(nonce);
    }
    for (const item of items) {
      const looks = `${item.state} ${item.note} ${wire.online}`;
      const shown = this.#bubbles.get(item.nonce);
      if (shown?.looks === looks) continue;
      const element = this.#bubble(item);
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

  #bubble(item) {
    const { state, nonce, text, at, recipients } = item;
    const waiting = state === "pending" || state === "retrying";
    const element = make("article", `msg mine${waiting ? " pending" : ""}${state === "refused" ? " failed" : ""}`);
    element.dataset.nonce = nonce;
    const bubble = make("div", "bubble");
    if (recipients.length) {
      element.classList.add("aside");
      bubble.append(asideLine(directory.names(recipients)));
    }
    const body = make("div", "message-body");
    const typed = make("p", "", text);
    typed.style.whiteSpace = "pre-wrap";
    body.append(typed);
    bubble.append(body);
    element.append(who(directory.member(wire.state.me).name, at), bubble);
    const note = this.#note(item);
    if (note) element.append(note);
    return element;
  }

  /** What keeps it here, in words. */
  #note(item) {
    if (item.state === "sent" || (item.state === "pending" && wire.online)) return null;
    const note = make("div", "failure");
    note.append(make("span", "", item.note || say(item.state === "refused" ? "not_sent" : "not_sent_yet")));
    if (item.state === "refused") {
      const button = make("button", "retry", say("take_back"));
      button.type = "button";
      button.addEventListener("click", () => outbox.emit("wanted back", item));
      note.append(button);
    }
    return note;
  }
}
