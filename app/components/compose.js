import { onAction } from "miaou/actions.js";
import { openCanalOf } from "miaou/chat_log.js";
import { Chips, isAmong } from "miaou/chips.js";
import { Complete } from "miaou/complete.js";
import { draftOf, keepDraft } from "miaou/drafts.js";
import { hasMouse, onEnter } from "miaou/enter.js";
import { facts } from "miaou/facts.js";
import { filled } from "miaou/filled.js";
import { oncePerFrame } from "miaou/frame.js";
import { Limit } from "miaou/limit.js";
import { attachMarks } from "miaou/marks.js";
import { navigation } from "miaou/navigation.js";
import { attachPicks } from "miaou/picks.js";
import { attachPreview } from "miaou/preview.js";
import { readRecord, shownOf } from "miaou/records.js";
import { outbox } from "miaou/sending.js";
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

/** The page's composers; the first is the one that was used last. */
let composers = [];
/** A record that was shared where there was no place to write yet. */
let waiting = null;

/**
 * Where one writes in an open canal.
 * @param {HTMLElement} root  @param {OpenCanal} where  @param {AbortSignal} [signal] ends it
 */
export function attachComposer(root, where = wire.state.main, signal = undefined) {
  const composer = new Composer(root, where, signal);
  const used = () => (composers = [composer, ...composers.filter((each) => each !== composer)]);
  composers.push(composer);
  for (const sign of ["focusin", "pointerdown"]) root.addEventListener(sign, used);
  until(signal, () => (composers = composers.filter((each) => each !== composer)));
  return composer;
}

/**
 * Adds a member to the recipients where one wrote last.
 * @param {boolean} write whether one goes on to write there
 */
export function addRecipient(member, write) {
  composers[0]?.addRecipient(member);
  if (write) composers[0]?.goOn();
}

onAction("aside-member", (button) => {
  const { key } = button.closest("[data-key]").dataset;
  button.closest("dialog").close();
  addRecipient(Number(key), true);
});
onAction("reply-aside", (button) => {
  const where = openCanalOf(button);
  const composer = composers.find((each) => each.where === where) ?? composers[0];
  composer?.reply(button.closest("[data-message-id]").dataset);
});
onAction("take-back", (button) => {
  const { nonce } = button.closest("[data-nonce]").dataset;
  takeBack(outbox.items.find((item) => item.nonce === nonce));
});
outbox.on("refused", (item) => composerFor(item)?.refused(item));

/** Whoever embeds the page hands a record over: it goes above what is being written, in place of the one before. */
window.addEventListener("miaou:share", ({ detail }) => {
  waiting = readRecord(detail);
  if (!waiting) return show(say("no_record"), "error");
  composers.find(({ where }) => where.canal !== null)?.takeRecord();
  if (waiting) show(say("no_place"));
});

/** The composer of the item's canal; else the one that was used last. */
function composerFor(item) {
  return composers.find(({ where }) => where.canal === item.canal) ?? composers[0];
}

/** One wants to go on with what came back, or cannot be sent: where it was written for, as long as that is there. */
async function takeBack(item) {
  if (wire.state.canals.has(item.canal) && composerFor(item)?.where.canal !== item.canal) {
    await navigation.open(item.canal);
  }
  composerFor(item)?.takeBack(item);
}

class Composer {
  #canal = null;
  #record = null;
  #saving = 0;
  /** Whether what is written here is newer than what is kept: only then is it ours to keep. */
  #changed = false;

  constructor(root, where, signal) {
    this.root = root;
    this.where = where;
    this.form = root.querySelector("form");
    this.field = root.querySelector("textarea[name=message]");
    this.button = root.querySelector("button[name=send]");
    this.limit = new Limit(this.field, root.querySelector(".count"));
    this.trouble = root.querySelector(".trouble");
    this.attached = root.querySelector(".attached");
    this.to = root.querySelector("input[name=recipients]");
    this.line = this.to.closest(".to-line");
    this.chips = new Chips(this.line, this.to);
    // Before what is asked for it: the answer may be that nothing can be asked.
    this.to.addEventListener("input", () => this.#altered());
    const list = root.querySelector(".suggestions");
    const add = (member) => this.addRecipient(member);
    this.proposals = new Complete(this.to, list, (begun) => this.#propose(begun), add);
    this.to.addEventListener("keydown", (event) => this.#keyInTo(event));
    this.tellAnew = whileTyping(this.field, () => this.#tellTyping());
    this.chips.on("changed", () => {
      this.#altered();
      // Others than those who were told a moment ago.
      this.tellAnew();
    });
    this.attached.querySelector("button").addEventListener("click", () => this.#change({ record: null }));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    // The keyboard of a phone would go and come back with each message.
    this.button.addEventListener("pointerdown", (event) => event.preventDefault());
    this.field.addEventListener("input", () => this.#altered());
    attachMarks(this.form, this.field);
    attachPicks(this.form, this.field);
    onEnter(this.field, () => this.#send());
    where.on("shown", attachPreview(this.form, this.field));
    where.on("shown", () => this.#follow());
    // Mostly to write in it. On a phone the keyboard would hide what is to be read first.
    where.on("chosen", () => hasMouse() && this.goOn());
    window.addEventListener("pagehide", () => this.#leavePage(), { signal });
    until(signal, facts.on(oncePerFrame(() => this.#invite())));
    until(signal, () => this.#save());
    this.#follow();
    this.#returnToPage();
  }

  /** All that is being written, as it stands in the form. */
  get #content() {
    return { text: this.field.value, to: this.chips.keys, half: this.to.value, record: this.#record };
  }

  #put({ text, to, half, record }) {
    this.field.value = text;
    this.proposals.close();
    // Somebody who was half typed is still to be chosen: without them it would go to others, or to everyone.
    this.to.value = half;
    this.chips.put(to);
    this.#record = record;
    this.attached.hidden = !record;
    const template = this.attached.querySelector("template");
    this.attached.querySelector(".slot").replaceChildren(...(record ? [filled(template, shownOf(record))] : []));
    this.#invite();
    this.tellAnew();
  }

  /** Some of it is otherwise from now on. */
  #change(some) {
    this.#put({ ...this.#content, ...some });
    this.#altered();
  }

  /** Whether there is nothing that could be sent. */
  get #empty() {
    return !this.field.value.trim() && !this.#record;
  }

  /** Whether it is for some only, be they half typed. */
  get #isForSome() {
    return this.to.value.trim() !== "" || this.chips.keys.length > 0;
  }

  /** Whether what is written here is for the same as that. */
  #isFor(item) {
    return String([...item.recipients].sort()) === String(this.chips.keys.sort());
  }

  /** Another canal is open: what was being written stays with the one before. */
  #follow() {
    const { canal } = this.where;
    if (canal !== this.#canal) {
      this.#save();
      this.#offerWhatIsLost();
      this.#canal = canal;
      facts.point(this.root, `c${canal}`);
      this.#put(draftOf(canal));
      this.#say("");
    }
    this.#invite();
    if (canal !== null) this.takeRecord();
  }

  /** The canal is one's own no longer: what was being written to all of it is given back, where one wants it. */
  #offerWhatIsLost() {
    const [canal, text] = [this.#canal, this.field.value];
    if (canal === null || wire.state.canals.has(canal) || !text.trim() || this.#isForSome) return;
    offer({ canal, text, recipients: [], card: null, note: "", isLost: true }, say("draft_of_lost"));
  }

  /** Tells those alone whom the message will reach: nobody, while that is half typed. */
  #tellTyping() {
    const { to, half } = this.#content;
    if (this.#canal !== null && !half.trim()) wire.tell("typing", { canal: this.#canal, recipients: to });
  }

  /** What the canal allows here, and for whom what is written is. */
  #invite() {
    const { ask = "", closed = "", circle } = this.#canal === null ? {} : facts.get(`c${this.#canal}`);
    for (const control of this.form.elements) control.disabled = this.#canal === null || closed !== "";
    this.limit.show();
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
    if (!this.to.value.trim()) this.goOn();
  }

  goOn() {
    this.field.focus({ preventScroll: true });
  }

  /** An answer to an aside's author and all it was for: the same circle. */
  reply({ authorId, recipients }) {
    const circle = [Number(authorId), ...recipients.split(",").map(Number)];
    this.chips.set(circle.filter((id) => id !== wire.state.me));
    this.goOn();
  }

  /** The record that waits goes with what is written here. */
  takeRecord() {
    if (!waiting) return;
    this.#change({ record: waiting });
    waiting = null;
    this.goOn();
  }

  /** What is written here, to whom, or what goes with it, is no longer what it was. */
  #altered() {
    this.#say("");
    this.#invite();
    this.#changed = true;
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#save(), DRAFT_PAUSE_MS);
  }

  #send() {
    if (this.#canal === null || this.#empty || this.limit.exceeded) return;
    const { text, to, half, record } = this.#content;
    // It would go to others than those one has in mind, or to everyone.
    if (half.trim()) return this.#say(say("recipient_unfinished")), this.to.focus();
    outbox.add({ canal: this.#canal, text: whole(text), recipients: to, card: record });
    this.#change({ text: "", record: null });
    this.#save();
  }

  /** What was sent from here, or from nowhere that is still open, came back. */
  refused(item) {
    // Whom one has chosen since stays chosen: what comes back by itself may name some, and never fewer.
    const isFree = this.#empty && (!this.#isForSome || this.#isFor(item));
    if (item.canal !== this.#canal) offer(item, `${say("not_sent")} ${item.note}`, "error");
    else if (isFree) this.takeBack(item);
  }

  /** Its text again, after what has been written since, with the reason why it was not sent. */
  takeBack(item) {
    // Only where it was written for, as long as that is there: elsewhere, others would read it.
    if (this.#canal === null || (this.#canal !== item.canal && wire.state.canals.has(item.canal))) return;
    // One draft has one circle: what was meant for some is never mixed with what is meant for others.
    if (!this.#empty && !this.#isFor(item)) return offer(item, say("finish_first"), "error");
    if (item.card && this.#record) return offer(item, say("one_record"), "error");
    const text = [this.field.value.trimEnd(), item.text].filter(Boolean).join("\n");
    // Whom one has chosen here since stays chosen: it was for everyone in a canal that is none of one's own.
    const to = item.isLost ? this.chips.keys : item.recipients;
    this.#change({ text, to, record: item.card ?? this.#record });
    this.#save();
    outbox.settle(item.nonce);
    this.#say(item.note);
    this.goOn();
  }

  #say(trouble) {
    this.trouble.textContent = trouble;
    this.trouble.hidden = !trouble;
  }

  #save() {
    clearTimeout(this.#saving);
    if (this.#canal === null) return;
    const content = this.#content;
    // Another tab may have kept something since: it stays, unless it is nothing and this is something.
    if (this.#changed || (content.text.trim() && !draftOf(this.#canal).text)) keepDraft(this.#canal, content);
    this.#changed = false;
  }

  #leavePage() {
    this.#save();
    sessionStorage.setItem(FOCUS, document.activeElement === this.field ? String(this.#canal) : "");
  }

  /** After a reload one goes on writing where one was. */
  #returnToPage() {
    if (sessionStorage.getItem(FOCUS) === String(this.#canal)) this.goOn();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }
}

/** Says what is the matter with it, and offers to go on with it where nothing shows that does. */
function offer(item, sentence, kind = "info") {
  const isShown = composerFor(item)?.where.canal === item.canal;
  show(sentence, kind, isShown ? undefined : { label: say("take_back"), run: () => takeBack(item) });
}
