import { directory } from "miaou/directory.js";
import { make } from "miaou/fragment.js";
import { until } from "miaou/until.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** How often the others are told while one writes, and for how long they believe it. */
const TOLD_EVERY_MS = 3_000;
const BELIEVED_MS = 5_000;
const NAMED = 3;

/** Tells the others that one is writing here: those alone whom the message will reach. */
export function tellTyping(field, where, recipients) {
  let told = 0;
  field.addEventListener("input", () => {
    const { canal } = where;
    if (canal === null || !field.value.trim() || Date.now() - told < TOLD_EVERY_MS) return;
    told = Date.now();
    wire.tell("typing", { canal, recipients: recipients.ids });
  });
  // Others than those who were told a moment ago.
  const anew = () => (told = 0);
  recipients.on("changed", anew);
  where.on("shown", anew);
}

/** "Léa écrit…", under the talk of the canal in which she does. */
export class TypingNotice {
  /** member → when they were last heard writing */
  #writing = new Map();
  #timer = 0;

  /** @param {Element} before  @param {OpenCanal} where  @param {AbortSignal} [signal] ends it */
  constructor(before, where, signal) {
    this.line = make("div", "typing");
    this.line.setAttribute("aria-live", "off");
    before.before(this.line);
    const { state } = wire;
    const isHere = (canal) => canal === where.canal;
    until(signal, state.on("typing", (canal, member) => isHere(canal) && member !== state.me && this.#heard(member)));
    until(signal, state.on("said", (canal, _id, author) => isHere(canal) && this.#done(author)));
    where.on("shown", () => this.#forget());
    this.#show();
  }

  #heard(member) {
    this.#writing.set(member, Date.now());
    this.#show();
  }

  #done(member) {
    if (this.#writing.delete(member)) this.#show();
  }

  #forget() {
    this.#writing.clear();
    this.#show();
  }

  #show() {
    clearTimeout(this.#timer);
    const since = Date.now() - BELIEVED_MS;
    for (const [member, at] of this.#writing) if (at <= since) this.#writing.delete(member);
    const members = [...this.#writing.keys()];
    const names = members.slice(0, NAMED).map((member) => directory.member(member).name).join(", ");
    const several = members.length > NAMED ? "typing_many" : members.length > 1 ? "typing_several" : "typing";
    this.line.textContent = members.length ? say(several, { names, n: members.length }) : "";
    if (members.length) this.#timer = setTimeout(() => this.#show(), 500);
  }
}
