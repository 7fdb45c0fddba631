import { ask, keyOf, onAction } from "miaou/actions.js";
import { aloud } from "miaou/aloud.js";
import { focusIn, refocus } from "miaou/carry.js";
import { Circle } from "miaou/circle.js";
import { Editing } from "miaou/editing.js";
import { hasMouse } from "miaou/enter.js";
import { facts } from "miaou/facts.js";
import { oncePerFrame } from "miaou/frame.js";
import { drop, keep, kept, tried } from "miaou/keep.js";
import { closeDrawer } from "miaou/layers.js";
import "miaou/marks.js";
import { go } from "miaou/navigation.js";
import { outbox } from "miaou/outbox.js";
import { attachPicks } from "miaou/picks.js";
import { attachPreview } from "miaou/preview.js";
import { show } from "miaou/toast.js";
import { wire } from "miaou/wire.js";
import { fill, say } from "miaou/words.js";

const isThere = (fact) => "circle" in facts.get(fact);
const FOCUS = "miaou:writing";
const DRAFT = `miaou:draft:${wire.state.me}:`;
const LAST = `miaou:last:${wire.state.me}:`;
/** After a reload one goes on writing where one was. */
const [wrote, selected] = tried(() => JSON.parse(sessionStorage.getItem(FOCUS))) ?? [];
tried(() => sessionStorage.removeItem(FOCUS));
/** From the last key until what is written is kept by the server, too, for one's other pages. */
const PAUSE_MS = 2_000;
/** So long after it, what is typed elsewhere does not come in its place. */
const STILL_MS = 10_000;
const NOTHING = { text: "", card: null, reply: null, edits: null };
/** Stands for a row that is answered until it is known how that is shown. */
const ANY = "…";
/** Of anything longer that is handed over the server makes nothing. */
const LARGEST = 20_000;

/** The page's forms to write in; the first is the one that was used last. */
let writings = [];
/** A card that was handed over where there was no place to write yet. */
let waiting = null;
/** What one wants to go on with in a place that is on its way. */
let wanted = null;

/**
 * Where one writes, in a place that is open in the page: what is sent is the form as it stands when it is sent, and what
 * stands in it is kept as one thing, by place and by the row that it `answers` (0: none). A place's facts say what one is
 * to `ask` for there, whether it is `closed` and who may be in the `circle` (`circle.js`); `draft` says of all that one is
 * writing there, in whichever page, ROW:TIME, the newest first. A submit button `data-by=ACTION` has it taken over by that
 * action, which tells when it is "taken".
 */
export function attach(form, signal) {
  const root = form.parentElement;
  const writing = new Writing(form, wire.state.placeOf(form), signal);
  const others = () => writings.filter((each) => each !== writing);
  writings.push(writing);
  for (const sign of ["focusin", "pointerdown"]) root.addEventListener(sign, () => (writings = [writing, ...others()]));
  signal.addEventListener("abort", () => {
    writings = others();
    writing.leave();
  });
}

/** The form beside what was pressed, or beside its row; else the one that was used last. */
const near = (pressed, key = keyOf(pressed)) =>
  writings.find(({ root }) => root.parentElement.contains(pressed)) ??
  writings.find(({ where }) => where.log?.has(key)) ?? writings[0];

/** For whom one writes on: the nearest key, too. */
onAction("address", (pressed, { type }) => {
  const writing = near(pressed);
  pressed.closest("dialog")?.close();
  if (keyOf(pressed) !== wire.state.me) writing?.circle.add(keyOf(pressed));
  // Who was chosen in one sees where.
  closeDrawer();
  if (type.endsWith("click")) writing?.goOn();
});
onAction("reply", (pressed) => near(pressed)?.answer(keyOf(pressed)));
/** What is picked next is what the action of its `data-asks` is asked for, about the same key. */
onAction("pick", (pressed) =>
  near(pressed)?.picks.pick((text) => ask(pressed.dataset.asks, { key: keyOf(pressed), text })));
wire.state.on("edit", (place, told) => writings.find(({ where }) => where.key === place)?.editing.begin(told));
/** One goes on with what answers that row in a place: now, or as soon as that is open. */
wire.state.on("resume", (key, answers) => {
  const writing = writings.find(({ where }) => where.key === key);
  wanted = writing ? null : { key, answers };
  writing?.turn(answers);
});
onAction("take-back", (button) => {
  const { nonce } = button.closest("[data-nonce]").dataset;
  takeBack(outbox.items.find((item) => item.nonce === nonce));
});
outbox.on("refused", (item) => writingOf(item)?.refused(item));
wire.state.on("taken", (key, answers) => writings.find(({ where }) => where.key === key)?.taken(answers));

/** Whoever embeds the page hands something over: as a card it goes above what is being written. */
window.addEventListener("miaou:share", async ({ detail }) => {
  const writing = () => writings.find(({ where }) => where.fact !== null);
  const given = (JSON.stringify(detail) ?? "").slice(0, LARGEST);
  if (!wire.online) {
    show(say("not_now"), "error");
    await wire.once("online");
  }
  waiting = (await ask("share", { given, here: Boolean(writing()) }))?.card ?? waiting;
  writing()?.takeCard();
});

/** The form in an item's place; else the one that was used last. */
const writingOf = ({ key }) => writings.find(({ where }) => where.key === key) ?? writings[0];

/** One wants to go on with what came back, or cannot be sent: where it was written, as long as that is there. */
async function takeBack(item) {
  if (isThere(item.fact) && writingOf(item)?.where.key !== item.key) await go(item.key);
  writingOf(item)?.takeBack(item);
}

/** Says what is the matter with it, and offers to go on with it where nothing shows that does. */
function offer(item, sentence, kind = "info") {
  const isShown = writingOf(item)?.where.key === item.key;
  show(sentence, kind, isShown ? undefined : { label: say("take_back"), run: () => takeBack(item) });
}

class Writing {
  /** The place: its key, that of its facts, what the server is told of it, and which row is answered there. */
  #place = {};
  /** What goes with the text: a card, the row that it is a reply to, and the one that is edited. */
  #with = { card: null, reply: null, edits: null };
  /** When others were last told that one writes. */
  #told = 0;
  /** When something here was changed that is not kept by the server, and which of what is kept there it was before. */
  #typed = 0;
  #since = "";
  #pressed = 0;
  #timer = 0;

  constructor(form, where, signal) {
    const [field, button] = [form.querySelector("textarea"), form.querySelector("[type=submit]")];
    Object.assign(this, { root: form.parentElement, where, form, field, button });
    this.trouble = form.querySelector(".trouble");
    this.attached = form.querySelectorAll("[data-attached]");
    // Before what is asked for it: the answer may be that nothing can be asked.
    form.addEventListener("input", ({ target }) => this.#altered(target), { capture: true });
    this.circle = new Circle(form, (begun) => this.#propose(begun), this.goOn);
    this.circle.box.addEventListener("input", () => aloud(field.placeholder));
    this.editing = new Editing(this, this.#content, (some) => this.#change(some));
    const out = { edits: () => this.editing.leave(), reply: () => this.#answerNone() };
    for (const { dataset: { attached: name }, lastElementChild: button } of this.attached) {
      button.addEventListener("click", out[name] ?? (() => this.#change({ [name]: null })));
    }
    form.addEventListener("submit", (event) => this.#send(event));
    const about = () => ({ ...this.#place, to: this.#content().to });
    const named = (begun) => wire.call(field.dataset.names, { ...about(), begun }).then(({ html }) => html);
    this.picks = attachPicks(form, field, named);
    for (const close of [this.picks.close, attachPreview(form, field, about)]) {
      where.on("shown", close);
      form.addEventListener("submit", close);
    }
    where.on("shown", () => this.#follow());
    where.on("put", (key) => key === this.#place.answers && this.#quote());
    // Mostly to write in it. On a phone the keyboard would hide what is to be read first.
    where.on("chosen", (row) => !row && hasMouse() && this.goOn());
    window.addEventListener("pagehide", () => {
      this.leave();
      const at = JSON.stringify([this.#place.fact, focusIn(form)]);
      if (document.activeElement === field) tried(() => sessionStorage.setItem(FOCUS, at));
    }, { signal });
    facts.on("changed", oncePerFrame(() => (this.#invite(), this.#typed || this.#match())), signal);
    wire.on("online", () => (this.#match(), this.#quote()), signal);
    this.#follow();
    if (where.fact !== null && where.fact === wrote) refocus(form, selected);
  }

  get answers() {
    return this.#place.answers;
  }

  goOn = () => this.field.focus({ preventScroll: true });

  /** All that is being written, as it stands in the form. */
  #content = () => ({ text: this.field.value, ...this.circle.content(), ...this.#with });

  /** Some of it is otherwise from now on. */
  #change(some) {
    const { text, to, half, card, reply, edits, typed, since = this.#since } = { ...this.#content(), ...some };
    this.#since = since;
    this.field.value = text;
    this.circle.put({ to, half });
    this.#with = { card, reply, edits };
    this.editing.put(edits);
    const shown = ({ dataset }) => facts.nodes(this.#with[dataset.attached]?.shown ?? "");
    for (const each of this.attached) each.firstElementChild.replaceChildren(shown(each));
    this.#altered(null, typed);
  }

  /** That is on its way: what else is written in this place comes back. Who was chosen stays, unless it says for whom. */
  taken(answers) {
    if (answers !== this.#place.answers) return;
    const { to } = this.#content();
    this.#change(NOTHING);
    if (answers) this.turn(0, isWritten({ ...this.#place, answers: 0 }) ? {} : { to });
  }

  /** What is written here that answers that row is in the form from now on; what stood there is kept as what it was. */
  turn(answers, some = {}) {
    if (this.editing.asks) return void (this.trouble.textContent = say("finish_first"));
    if (answers !== this.#place.answers) this.#turn({ ...this.#place, answers }, some);
  }

  #turn(place, some = {}) {
    this.leave();
    this.#place = place;
    if (place.answers) keep(LAST + place.key, place.answers);
    else drop(LAST + place.key);
    const content = { ...keptIn(place), ...some };
    if (place.answers > 0) content.reply ??= { key: place.answers, shown: ANY };
    this.#change(content);
    this.#quote();
  }

  /** What is written here, to whom, or what goes with it, is no longer what it was. */
  #altered(target, typed = Date.now()) {
    this.trouble.textContent = "";
    this.#typed = typed;
    this.#invite();
    this.#keep();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#match, typed && PAUSE_MS);
    if (target === this.field) this.#pressed = typed;
    if (target === this.field) this.#tellWriting();
    // Others than those who were told a moment ago.
    else this.#told = 0;
  }

  /** Whether there is nothing that could be sent. */
  #isEmpty = () => !this.field.value.trim() && !this.#with.card && !this.editing.asks;

  /** Another place is open: what was being written stays with the one before. */
  #follow() {
    const { key, fact, about } = this.where;
    if (key !== this.#place.key) {
      const before = { ...this.#content(), ...this.#place, note: "" };
      const isLost = before.fact && !isThere(before.fact) && !before.edits && !this.#isEmpty();
      facts.point(this.root, fact);
      this.#turn({ ...about, key, fact, answers: lastIn(key, fact) });
      // It is one's own no longer: what was being written there is given back, where one wants it.
      if (isLost) offer(before, say("lost"));
    } else this.#quote();
    if (fact !== null) this.takeCard();
    this.editing.compare();
  }

  /** What is written here answers that row, and is for those alone whom that was for: these at once. */
  answer(key) {
    if (this.field.disabled) return;
    if (this.editing.asks) return this.turn(key);
    this.goOn();
    const [{ answers }, isOther] = [this.#place, key !== this.#place.answers];
    if (isOther && isWritten({ ...this.#place, answers: key })) return this.turn(key);
    // What was typed before one thinks of answering goes with it, and what answers another stays with that.
    if (isOther) this.#move(key, !answers || this.#isEmpty() ? {} : NOTHING);
    const { circle } = facts.nodes(this.where.log?.get(key) ?? "").firstElementChild?.dataset ?? {};
    if (circle) this.circle.set(circle.split(" ").map(Number).filter((one) => one !== wire.state.me));
  }

  /** What is written in the place itself comes back, if anything is; else this is that from now on. */
  #answerNone() {
    if (!this.#place.answers || isWritten({ ...this.#place, answers: 0 })) return this.turn(0);
    this.#move(0);
    this.goOn();
  }

  /** What stands in the form answers that row from now on, with some of it otherwise; unless all of its own is. */
  #move(answers, some = {}) {
    const content = { ...this.#content(), reply: null, typed: undefined, ...some };
    if (some !== NOTHING && !this.#isEmpty()) this.#change(NOTHING);
    this.turn(answers, content);
  }

  /** Shows the row that is answered as it is now: nothing, once it is gone. */
  async #quote() {
    const place = this.#place;
    if (!(place.answers > 0) || !wire.online) return;
    const { reply, refused, why = "busy" } = await wire.call("quote", { key: place.answers }).catch(() => ({ refused: true }));
    if (place !== this.#place || (refused && why === "busy") || reply?.shown === this.#with.reply?.shown) return;
    this.#change({ reply: reply ?? null, typed: this.#typed });
  }

  /** What the place allows, and for whom what is written is. */
  #invite() {
    const { ask: asked = "", closed = "", circle } = facts.get(this.#place.fact);
    const { most, countedFrom, askSome } = this.field.dataset;
    // As the server counts: composed, and without the empty lines around.
    const left = most - [...this.field.value.replace(/^\s*\n/, "").trimEnd().normalize()].length;
    const count = this.form.querySelector(".count");
    count.textContent = left > countedFrom ? "" : say(left < 0 ? "too_long" : "chars_left", { n: Math.abs(left) });
    count.classList.toggle("over", left < 0);
    const isClosed = !this.#place.fact || (closed !== "" && !this.editing.asks);
    for (const control of this.form.elements) control.disabled = isClosed;
    this.button.disabled ||= left < 0;
    // Those who read it already do, and nobody else.
    this.circle.line.inert = this.circle.field.disabled ||= Boolean(this.editing.asks);
    this.circle.allow(circle);
    const names = this.circle.names();
    this.field.placeholder = this.editing.asks || (names && !closed ? fill(askSome, { names }) : asked);
    this.field.ariaLabel = this.field.placeholder;
  }

  /** Tells those alone whom it will reach, now and then: nobody, while that is half typed. */
  #tellWriting() {
    const { text, to, half } = this.#content();
    const { tells, tellsEvery } = this.field.dataset;
    if (!text.trim() || half.trim() || Date.now() - this.#told < tellsEvery) return;
    this.#told = Date.now();
    wire.tell(tells, { ...this.#place, to });
  }

  /** Who may be meant by what is begun: that the server alone knows. */
  #propose(begun) {
    const place = this.#place;
    const tell = () => (this.trouble.textContent = say(wire.online ? "no_answer" : "not_now"));
    const asked = wire.call("propose", { ...place, begun, chosen: this.circle.content().to });
    asked.catch(() => place === this.#place && tell());
    return asked.then(({ html }) => html ?? "");
  }

  /** The card that waits goes with what is written here, in the place of the one before. */
  takeCard() {
    if (!waiting || this.editing.asks) return;
    this.#change({ card: waiting });
    waiting = null;
    this.goOn();
  }

  #send(event) {
    event.preventDefault();
    if (this.button.disabled || this.#isEmpty()) return;
    if (this.editing.asks) return this.editing.save();
    const { half, ...content } = this.#content();
    if (half.trim()) {
      // It would go to others than those one has in mind, or to everyone.
      this.trouble.textContent = say("unfinished");
      return this.circle.field.focus();
    }
    const by = event.submitter?.dataset.by;
    if (by) return void ask(by, { ...this.#place, content }, event.submitter);
    // Without halves of characters, which a broken paste may leave: the server could not read any of it.
    const sent = { text: content.text.toWellFormed(), names: this.circle.names(), action: this.form.dataset.sends };
    outbox.add({ ...this.#place, ...content, ...sent });
    this.taken(this.#place.answers);
  }

  /** What was sent from here, or from nowhere that is still open, came back. */
  refused(item) {
    if (item.key !== this.#place.key) offer(item, `${say("not_sent")} ${item.note}`, "error");
    // What comes back by itself may be for some, and never for fewer than one has chosen since.
    else if (this.#isEmpty() && this.circle.yieldsTo(item.to)) this.takeBack(item);
  }

  /** All of it again, with the reason why it was not sent. */
  takeBack(item) {
    const { key, fact } = this.#place;
    // It went out already, or is being gone on with elsewhere.
    if (item.nonce && !outbox.items.includes(item)) return;
    // Only where it was written, as long as that is there: elsewhere, others would read it.
    if (!fact || (key !== item.key && isThere(item.fact))) return;
    const answers = key === item.key ? item.answers ?? item.reply?.key ?? 0 : 0;
    this.turn(answers);
    // What was meant for some is never mixed with what is meant for others.
    if (!this.#isEmpty()) return offer(item, say("finish_first"), "error");
    // It may have been for everyone elsewhere: whom one has chosen here since stays chosen.
    const { to, half } = this.#content();
    const reply = answers ? item.reply : null;
    this.#change({ ...item, reply, to: item.to.length ? item.to : to, half: item.half || half });
    outbox.settle(item.nonce);
    if (item.key !== key) drop(nameOf(item));
    this.trouble.textContent = item.note;
    this.goOn();
  }

  /** One thing and not five: a text found again without its circle would go to everyone. */
  #keep = () => keepIn(this.#place, { ...this.#content(), typed: this.#typed, since: this.#since });

  /** Of what is written here and in one's other pages that one stays which was typed last: by how long ago that was. */
  #match = async () => {
    const [place, typed] = [this.#place, this.#typed];
    if (!place.fact || !wire.online || this.editing.asks || (!typed && this.#since === (facts.get(place.fact).draft ?? ""))) return;
    const content = this.#isEmpty() ? null : this.#content();
    const said = { ...place, content, age: typed ? Date.now() - typed : null };
    const { at, newer } = await wire.call("draft", said).catch(() => ({}));
    const left = place === this.#place ? null : kept(nameOf(place));
    if (left?.typed === typed && at !== undefined && newer === undefined) keepIn(place, { ...left, typed: 0, since: at });
    if (at === undefined || place !== this.#place || typed !== this.#typed) return;
    if (newer === undefined) {
      [this.#typed, this.#since] = [0, at];
      this.#keep();
    } else if (content && document.activeElement === this.field && Date.now() - this.#pressed < STILL_MS) {
      this.#timer = setTimeout(this.#match, STILL_MS);
    } else {
      // Whom one has chosen for what one begins stays chosen.
      const circle = newer && this.#isEmpty() && !newer.to.length ? this.circle.content() : {};
      this.#change({ ...NOTHING, ...newer, ...circle, typed: 0, since: at });
      if (!newer) this.turn(0);
    }
  };

  /** Another page may have kept something since: it stays, unless it is nothing and this is something. */
  leave() {
    if (this.#typed) this.#match();
    if (this.#place.fact && this.field.value.trim() && !keptIn(this.#place).text) this.#keep();
  }

  /** What is edited is written no more: what was before is again. */
  leaveEdited(before) {
    const place = this.#place;
    this.#turn({ ...place, answers: before });
    drop(nameOf(place));
  }
}

const nameOf = ({ key, answers = 0 }) => DRAFT + key + (answers ? `:${answers}` : "");

/** What was being written in a place when it was left. */
function keptIn(place) {
  const { text, card, typed = Number(Boolean(text || card)), since = "", ...rest } = kept(nameOf(place)) ?? {};
  return { ...written({ text, card, ...rest }), typed, since };
}

/** Of an answer nothing is left once there is nothing in it. */
function keepIn(place, { reply, since, ...content }) {
  const isSomething = [place.answers ? "" : since, ...Object.values(content)].flat().some(Boolean);
  if (isSomething) keep(nameOf(place), { ...content, reply, since });
  else drop(nameOf(place));
}

/** What one is writing in a place, in whichever page: which rows that answers, the newest first. */
const answersIn = (fact) => (facts.get(fact).draft ?? "").split(" ").map((each) => parseInt(each, 10));

/** Whether something is written there. Of what was typed here, the other pages know no better. */
function isWritten(place) {
  const { text, card, typed } = keptIn(place);
  return typed ? Boolean(text.trim() || card) : answersIn(place.fact).includes(place.answers);
}

/** Which row what one wrote last in a place answers: as it was left here, unless another page has kept something since. */
function lastIn(key, fact) {
  const [{ draft = "" }, mine, one] = [facts.get(fact), kept(LAST + key) ?? 0, wanted];
  wanted = null;
  if (one?.key === key) return one.answers;
  const { typed, since, edits } = keptIn({ key, answers: mine });
  if (edits || (mine >= 0 && (typed || since === draft))) return mine;
  return answersIn(fact).find((answers) => isWritten({ key, fact, answers })) ?? 0;
}

/** All that may be written, as far as it is given. */
function written({ text = "", to = text ? null : [], half = "", card = null, reply = null, edits = null }) {
  // A circle that cannot be read is not nobody: whoever it was is to be named again.
  const isCircle = Array.isArray(to) && to.every(Number.isSafeInteger);
  return { text, to: isCircle ? to : [], half: isCircle ? half : "?", card, reply, edits };
}
