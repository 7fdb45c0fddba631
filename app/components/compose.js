import { onAction } from "miaou/actions.js";
import { AttachedRecord } from "miaou/attached_record.js";
import { openCanalOf } from "miaou/chat_log.js";
import { Chips, isAmong } from "miaou/chips.js";
import { Complete } from "miaou/complete.js";
import { draftOf, keepDraft } from "miaou/drafts.js";
import { hasMouse, onEnter } from "miaou/enter.js";
import { facts } from "miaou/facts.js";
import { oncePerFrame } from "miaou/frame.js";
import { Limit } from "miaou/limit.js";
import { attachMarks } from "miaou/marks.js";
import { navigation } from "miaou/navigation.js";
import { attachPicks } from "miaou/picks.js";
import { attachPreview } from "miaou/preview.js";
import { outbox } from "miaou/sending.js";
import { handOver, takeRecords } from "miaou/sharing.js";
import { show } from "miaou/toast.js";
import { until } from "miaou/until.js";
import { whileTyping } from "miaou/while_typing.js";
import { whole } from "miaou/whole.js";
import { fill, say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

const DRAFT_PAUSE_MS = 200;
const FOCUS = "miaou:composing";
/** What is told where nobody can be named. */
const NOBODY = "none";
const NOTHING = { text: "", to: [], half: "", record: null };

/** The page's composers; the first is the one that was used last. */
let composers = [];

/**
 * Where one writes in an open canal.
 * @param {HTMLElement} root  @param {OpenCanal} where  @param {AbortSignal} [signal] ends it
 */
export function attachComposer(root, where = wire.state.main, signal = undefined) {
  const composer = new Composer(root, where, signal);
  composers.push(composer);
  const used = () => (composers = [composer, ...composers.filter((each) => each !== composer)]);
  root.addEventListener("focusin", used);
  root.addEventListener("pointerdown", used);
  until(signal, () => (composers = composers.filter((each) => each !== composer)));
  composer.start();
  return composer;
}

/**
 * Adds a member to the recipients where one wrote last.
 * @param {boolean} write whether one goes on to write there
 */
export function addRecipient(member, write) {
  if (write) composers[0]?.address(member);
  else composers[0]?.addRecipient(member);
}

onAction("aside-member", (button) => {
  const { key } = button.closest("[data-key]").dataset;
  button.closest("dialog").close();
  composers[0]?.address(Number(key));
});
onAction("reply-aside", (button) => {
  const where = openCanalOf(button);
  const composer = composers.find((each) => each.where === where) ?? composers[0];
  composer?.reply(button.closest("[data-message-id]").dataset);
});
takeRecords((record) => {
  const composer = composers.find(({ where }) => where.canal !== null);
  composer?.attach(record);
  return composer !== undefined;
});
outbox.on("refused", (item) => composerFor(item)?.refused(item));
outbox.on("wanted-back", (item) => composerFor(item)?.takeBack(item));

/** The composer of the item's canal; else the one that was used last. */
function composerFor(item) {
  return composers.find(({ where }) => where.canal === item.canal) ?? composers[0];
}

class Composer {
  #canal = null;
  #saving = 0;
  /** Whether what is written here is newer than what is kept: only then is it ours to keep. */
  #changed = false;
  #fit = oncePerFrame(() => this.#grow());

  constructor(root, where, signal) {
    this.root = root;
    this.where = where;
    this.signal = signal;
    this.form = root.querySelector("form");
    this.field = root.querySelector("textarea[name=message]");
    this.button = root.querySelector("button[name=send]");
    this.limit = new Limit(this.field, root.querySelector(".count"));
    this.trouble = root.querySelector(".trouble");
    this.to = root.querySelector("input[name=recipients]");
    this.line = this.to.closest(".to-line");
    this.chips = new Chips(this.line, this.to);
    // Before what is asked for it: the answer may be that nothing can be asked.
    this.to.addEventListener("input", () => this.#altered());
    this.proposals = new Complete(
      this.to,
      root.querySelector(".suggestions"),
      (begun) => this.#propose(begun),
      (member) => this.addRecipient(member),
    );
    this.attached = new AttachedRecord(root, () => this.#altered());
    attachMarks(this.form, this.field);
    where.on("shown", attachPreview(this.form, this.field));
    attachPicks(this.form, this.field, signal);
    this.tellAnew = whileTyping(this.field, () => this.#tellTyping());
  }

  start() {
    const { where, signal, chips } = this;
    where.on("shown", () => this.#follow());
    where.on("chosen", () => this.#invited());
    until(signal, facts.on(oncePerFrame(() => this.#invite())));
    until(signal, () => this.#save());
    chips.on("changed", () => {
      this.#altered();
      this.#invite();
      // Others than those who were told a moment ago.
      this.tellAnew();
    });
    this.to.addEventListener("keydown", (event) => this.#keyInTo(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    // The keyboard of a phone would go and come back with each message.
    this.button.addEventListener("pointerdown", (event) => event.preventDefault());
    onEnter(this.field, () => this.#send());
    this.field.addEventListener("input", () => this.#typed());
    window.addEventListener("resize", this.#fit, { signal });
    window.addEventListener("pagehide", () => this.#leavePage(), { signal });
    this.#follow();
    this.#returnToPage();
  }

  get #text() {
    return this.field.value;
  }

  /** Whether there is nothing that could be sent. */
  get #empty() {
    return !this.#text.trim() && !this.attached.record;
  }

  /** Whether it is for some only, be they half typed. */
  get #isForSome() {
    return this.to.value.trim() !== "" || this.chips.keys.length > 0;
  }

  /** Another canal is open: what was being written stays with the one before. */
  #follow() {
    const { canal } = this.where;
    if (canal !== this.#canal) {
      this.#save();
      this.#offerWhatIsLost();
      this.#canal = canal;
      facts.point(this.root, `c${canal}`);
      this.tellAnew();
      const { text, to, half, record } = canal === null ? NOTHING : draftOf(canal);
      this.#setText(text);
      this.proposals.close();
      // Somebody who was half typed is still to be chosen: without them it would go to others, or to everyone.
      this.to.value = half;
      this.chips.put(to);
      this.attached.put(record);
      this.#say("");
    }
    this.#invite();
    if (canal !== null) handOver();
  }

  /** The canal is one's own no longer: what was being written to all of it is given back, where one wants it. */
  #offerWhatIsLost() {
    const text = this.#text;
    if (this.#canal === null || wire.state.canals.has(this.#canal) || !text.trim() || this.#isForSome) return;
    const back = () => {
      this.#setText([this.#text.trimEnd(), text].filter(Boolean).join("\n"));
      this.#typed();
      this.field.focus();
    };
    show(say("draft_of_lost"), "info", { label: say("take_back"), run: back });
  }

  /** Tells those alone whom the message will reach: nobody, while that is half typed. */
  #tellTyping() {
    if (this.#canal !== null && !this.to.value.trim()) wire.tell("typing", { canal: this.#canal, recipients: this.chips.keys });
  }

  #invite() {
    const { ask = "", closed = "", circle } = this.#canal === null ? {} : facts.get(`c${this.#canal}`);
    for (const control of this.form.elements) control.disabled = this.#canal === null || closed !== "";
    this.button.disabled ||= this.limit.exceeded;
    this.line.hidden = circle === NOBODY;
    this.chips.allow(circle);
    const names = this.chips.names.join(", ");
    this.field.placeholder = names && !closed ? fill(this.field.dataset.askSome, { names }) : ask;
    this.field.setAttribute("aria-label", this.field.placeholder);
  }

  /** Who may be meant by what is begun: that the server alone knows. */
  async #propose(begun) {
    const canal = this.#canal;
    try {
      return (await wire.call("propose", { canal, begun, chosen: this.chips.keys })).html ?? "";
    } catch (error) {
      if (canal === this.#canal) this.#say(say(wire.online ? "no_answer" : "not_now"));
      throw error;
    }
  }

  /** Adds a member to the circle, and says why when they cannot be in it. */
  addRecipient(member) {
    const { circle } = facts.get(`c${this.#canal}`);
    if (this.#canal === null || circle === NOBODY || member === wire.state.me) return;
    if (!isAmong(circle, member)) {
      const { name } = facts.get(`m${member}`);
      return show(say("not_in_canal", { name }), "error");
    }
    this.to.value = "";
    this.proposals.close();
    this.chips.add(member);
  }

  /** The proposals take what is chosen of them; else Enter goes on to the text, and never sends. */
  #keyInTo(event) {
    if (event.isComposing || !["Enter", ",", ";"].includes(event.key)) return;
    event.preventDefault();
    if (!this.to.value.trim()) this.field.focus();
  }

  /** An aside to that member. */
  address(member) {
    this.addRecipient(member);
    this.field.focus();
  }

  /** An answer to an aside's author and all it was for: the same circle. */
  reply({ authorId, recipients }) {
    const circle = [Number(authorId), ...recipients.split(",").map(Number)];
    this.chips.set(circle.filter((id) => id !== wire.state.me));
    this.field.focus();
  }

  /** A record to send, in place of the one before. */
  attach(record) {
    this.attached.put(record);
    this.#altered();
    this.field.focus({ preventScroll: true });
  }

  /** A canal has been chosen: mostly to write in it. On a phone the keyboard would hide what is to be read first. */
  #invited() {
    if (!hasMouse()) return;
    const focus = () => this.field.focus({ preventScroll: true });
    const dialog = document.querySelector("dialog:modal");
    // Nothing behind an open dialog takes the focus.
    if (dialog) dialog.addEventListener("close", focus, { once: true });
    else focus();
  }

  #typed() {
    this.#measure();
    this.#altered();
  }

  /** What is written here, to whom, or what goes with it, is no longer what it was. */
  #altered() {
    this.#say("");
    this.#changed = true;
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#save(), DRAFT_PAUSE_MS);
  }

  #send() {
    const text = this.#text;
    if (this.#canal === null || this.#empty || this.limit.exceeded) return;
    // It would go to others than those one has in mind, or to everyone.
    if (this.to.value.trim()) return this.#say(say("recipient_unfinished")), this.to.focus();
    outbox.add({ canal: this.#canal, text: whole(text), recipients: this.chips.keys, card: this.attached.record });
    this.#setText("");
    this.attached.put(null);
    this.#altered();
    this.#save();
  }

  #setText(text) {
    this.field.value = text;
    this.#measure();
  }

  /** Height, count, and whether it may be sent. */
  #measure() {
    this.limit.show();
    this.button.disabled = this.limit.exceeded;
    this.#fit();
  }

  /** As tall as its text, up to the height that the style sheet allows. */
  #grow() {
    // The style sheet does it alone where it can.
    if (CSS.supports("field-sizing", "content")) return;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }

  /** What was sent from here, or from nowhere that is still open, came back. */
  refused(item) {
    // Whom one has chosen since stays chosen: what comes back by itself may name some, and never fewer.
    const isFree = this.#empty && (!this.#isForSome || this.#isFor(item));
    if (item.canal === this.#canal && isFree) {
      this.takeBack(item);
    } else if (item.canal !== this.#canal) {
      show(`${say("not_sent")} ${item.note}`, "error", offerBack(item));
    }
  }

  /** Its text again, after what has been written since, with the reason why it was not sent. */
  takeBack(item) {
    // Only where it was written for, as long as that is there: elsewhere, others would read it.
    if (this.#canal === null || (this.#canal !== item.canal && wire.state.canals.has(item.canal))) return;
    // One draft has one circle: what was meant for some is never mixed with what is meant for others.
    const { chips, attached } = this;
    if (!this.#empty && !this.#isFor(item)) return show(say("finish_first"), "error");
    if (item.card && attached.record) return show(say("one_record"), "error");
    chips.set(item.recipients);
    if (item.card) attached.put(item.card);
    this.#setText([this.#text.trimEnd(), item.text].filter(Boolean).join("\n"));
    this.#altered();
    this.#save();
    outbox.settle(item.nonce);
    this.#say(item.note);
    this.field.focus();
  }

  /** Whether what is written here is for the same as that. */
  #isFor(item) {
    return String([...item.recipients].sort()) === String(this.chips.keys.sort());
  }

  #say(trouble) {
    this.trouble.textContent = trouble;
    this.trouble.hidden = !trouble;
  }

  #save() {
    clearTimeout(this.#saving);
    if (this.#canal === null) return;
    const text = this.#text;
    // Another tab may have kept something since: it stays, unless it is nothing and this is something.
    if (this.#changed || (text.trim() && !draftOf(this.#canal).text)) {
      keepDraft(this.#canal, { text, to: this.chips.keys, half: this.to.value, record: this.attached.record });
    }
    this.#changed = false;
  }

  #leavePage() {
    this.#save();
    sessionStorage.setItem(FOCUS, document.activeElement === this.field ? String(this.#canal) : "");
  }

  /** After a reload one goes on writing where one was. */
  #returnToPage() {
    if (sessionStorage.getItem(FOCUS) === String(this.#canal)) this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(this.#text.length, this.#text.length);
  }
}

function offerBack(item) {
  // Only where it was written for: elsewhere, others would read it.
  const back = () => outbox.emit("wanted-back", item);
  return wire.state.canals.has(item.canal)
    ? { label: say("take_back"), run: () => navigation.open(item.canal).then(back) }
    : { label: say("take_back"), run: back };
}
