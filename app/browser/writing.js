import {
  aloud, ask, awayFrom, facts, fill, focusIn, hasMouse, insertText, keep, kept, keyOf, onAction,
  oncePerFrame, refocus, say, show, tried, wire,
} from "miaou/base.js";
import { Circle } from "miaou/circle.js";
import { onBrought } from "miaou/drop.js";
import { Editing } from "miaou/editing.js";
import { onHanded, takeHanded } from "miaou/handed.js";
import { closeDrawer } from "miaou/layers.js";
import "miaou/marks.js";
import { go } from "miaou/navigation.js";
import { outbox } from "miaou/outbox.js";
import { attachPicks } from "miaou/picks.js";
import { attachPreview } from "miaou/preview.js";
import { Tray } from "miaou/tray.js";

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
const NOTHING = { text: "", files: [], card: null, reply: null, edits: null };

/** The page's forms to write in; the first is the one that was used last. */
let writings = [];

/**
 * Where one writes, in a place that is open in the page: what is sent is the form as it stands when it is sent, and
 * what stands in it is kept as one thing, by place and by the row that it `answers` (0: none). A place's facts say what
 * one is to `ask` for there, whether it is `closed` and who may be in the `circle` (`circle.js`); `draft` says of all
 * that one is writing there, in whichever page, ROW:TIME, the newest first. A submit button `data-by=ACTION` has it
 * taken over by that action, which tells when it is "taken".
 */
export function attach(form, signal) {
  const writing = new Writing(form, wire.state.placeOf(form), signal);
  const others = () => writings.filter((each) => each !== writing);
  writings.push(writing);
  const first = () => (writings = [writing, ...others()]);
  for (const sign of ["focusin", "pointerdown"]) form.parentElement.addEventListener(sign, first);
  signal.addEventListener("abort", () => ((writings = others()), writing.leave()));
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
onAction("write", (pressed) => insertText(near(pressed).field, `${pressed.textContent} `)); // What one begins with.
/** What is picked next is what the action of its `data-asks` is asked for, about the same key. */
onAction("pick", (pressed) =>
  near(pressed)?.picks.pick((text) => ask(pressed.dataset.asks, { key: keyOf(pressed), text })));
wire.state.on("edit", (key, told) => writingAt(key)?.editing.begin(told));
/** One goes on in a place with what answers that row. */
wire.state.on("resume", (key, answers) => go(key).then(() => writingAt(key)?.turn(answers)));
onAction("take-back", (button) =>
  takeBack(outbox.items.find(({ nonce }) => nonce === button.closest("[data-nonce]").dataset.nonce)));
outbox.on("refused", (item) => writingOf(item)?.refused(item));
wire.state.on("taken", (key, answers) => writingAt(key)?.taken(answers));
onBrought(document.body, (files, target, folders) => near(target)?.tray.add([...files], folders));
onHanded(() => writings.find(({ where }) => where.fact !== null));

const writingAt = (key) => writings.find(({ where }) => where.key === key);
/** The form in an item's place; else the one that was used last. */
const writingOf = ({ key }) => writingAt(key) ?? writings[0];

/** One wants to go on with what came back, or cannot be sent: where it was written, as long as that is there. */
async function takeBack(item) {
  if (isThere(item.fact) && !writingAt(item.key)) await go(item.key);
  writingOf(item)?.takeBack(item);
}

/** Says what is the matter with it, and offers to go on with it where nothing shows that does. */
function offer(item, sentence, kind = "info") {
  show(sentence, kind, writingAt(item.key) ? undefined : { label: say("take_back"), run: () => takeBack(item) });
}

class Writing {
  /** The place: its key, that of its facts, what the server is told of it, and which row is answered there. */
  place = {};
  /** What goes with the text: a card, the row that it is a reply to, and the one that is edited. */
  #with = { card: null, reply: null, edits: null };
  /** When others were last told that one writes. */
  #told = 0;
  /** When something here was changed that is not kept by the server, and which of what is kept there it was before. */
  #typed = 0;
  #since = "";
  #pressed = 0;
  #timer = 0;
  /** The button that was pressed before all files had come: it goes with the last of them, if nothing else changes. */
  #due = null;

  constructor(form, where, signal) {
    const [field, button] = [form.querySelector("textarea"), form.querySelector("[type=submit]")];
    const trouble = form.querySelector(".trouble");
    Object.assign(this, { root: form.parentElement, where, form, field, button, trouble });
    this.attached = form.querySelectorAll("[data-attached]");
    // Before what is asked for it: the answer may be that nothing can be asked.
    form.addEventListener("input", ({ target }) => this.#altered(target), { capture: true });
    this.circle = new Circle(form, (begun) => this.#propose(begun), this.goOn);
    this.circle.box.addEventListener("input", () => aloud(field.placeholder));
    this.tray = new Tray(form, () => this.place, (files) => this.#bring(files), signal);
    this.editing = new Editing(this, this.#content, (some) => this.#change(some));
    const out = {
      card: () => this.#change({ card: null }),
      reply: () => this.turn(0, true),
      edits: () => this.editing.leave(),
    };
    for (const each of this.attached) each.lastElementChild.addEventListener("click", out[each.dataset.attached]);
    form.addEventListener("submit", (event) => this.#send(event));
    const about = () => ({ ...this.place, to: this.#content().to });
    const named = (begun) => wire.call(field.dataset.names, { ...about(), begun }).then(({ html }) => html);
    this.picks = attachPicks(form, field, named);
    for (const close of [this.picks.close, attachPreview(form, field, about)]) {
      where.on("shown", close);
      form.addEventListener("submit", close);
    }
    where.on("shown", () => this.#follow());
    where.on("put", (key) => key === this.place.answers && this.#quote());
    // Mostly to write in it. On a phone the keyboard would hide what is to be read first.
    where.on("chosen", (row) => !row && hasMouse() && this.goOn());
    window.addEventListener("pagehide", () => {
      this.leave();
      const at = JSON.stringify([this.place.fact, focusIn(form)]);
      if (document.activeElement === field) tried(() => sessionStorage.setItem(FOCUS, at));
    }, { signal });
    facts.on("changed", oncePerFrame(() => (this.#invite(), this.#typed || this.#match())), signal);
    wire.on("online", () => (this.#match(), this.#quote()), signal);
    this.#follow();
    if (where.fact !== null && where.fact === wrote) refocus(form, selected);
  }

  goOn = () => this.field.focus({ preventScroll: true });

  /** All that is being written, as it stands in the form. */
  #content = () => ({ text: this.field.value, ...this.circle.content(), files: this.tray.files, ...this.#with });

  /** Some of it is otherwise from now on. */
  #change(some) {
    const { text, to, half, files, card, reply, edits, typed } = { ...this.#content(), ...some };
    this.#since = some.since ?? this.#since;
    this.field.value = text;
    this.circle.put({ to, half });
    this.tray.put(files);
    this.#with = { card, reply, edits };
    this.editing.asks = edits && this.editing.strip.ariaLabel;
    const shown = ({ dataset }) => facts.nodes(this.#with[dataset.attached]?.shown ?? "");
    for (const each of this.attached) each.firstElementChild.replaceChildren(shown(each));
    this.#altered(null, typed);
  }

  #bring(files) {
    const due = files.length === this.tray.files.length && this.#due;
    this.#change({ files });
    if (due && this.tray.isWhole()) due.click();
    else if (due) (this.#due = due).ariaBusy = "true";
  }

  /** That is on its way: what else is written in this place comes back. */
  taken = (answers) => answers === this.place.answers && (this.#change(NOTHING), this.turn(0));

  /** What answers that row is in the form from now on; if nothing does yet, whom one writes to, or all of it `goes`. */
  turn(answers, goes = false) {
    if (this.editing.asks) return void (this.trouble.textContent = say("finish_first"));
    if (answers === this.place.answers) return;
    const [{ reply, to, half, ...content }, isFresh] = [this.#content(), !isWritten(this.place, answers)];
    const some = { ...(to.length && { to, half }), ...(goes && { ...content, half, typed: Date.now() }) };
    if (isFresh && goes && !this.#isEmpty()) this.#change(NOTHING);
    this.#turn({ ...this.place, answers }, isFresh && some);
  }

  /** What stood in the form stays what it was. */
  #turn(place, some) {
    this.leave();
    this.place = place;
    keep(LAST + place.key, place.answers || null);
    this.#change({ ...keptIn(place), ...some });
    this.#quote();
  }

  /** What is written here, to whom, or what goes with it, is no longer what it was. */
  #altered(target, typed = Date.now()) {
    this.trouble.textContent = "";
    if (this.#due) this.#due = this.#due.ariaBusy = null;
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
  #isEmpty = () => !this.field.value.trim() && !this.#with.card && !this.tray.files.length && !this.editing.asks;

  /** Another place is open: what was being written stays with the one before. */
  #follow() {
    const { key, fact, about } = this.where;
    if (key !== this.place.key) {
      const before = { ...this.#content(), ...this.place, note: "" };
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
    const isBegun = key !== this.place.answers && isWritten(this.place, key);
    // What was typed before one thinks of answering goes with it, and what answers another stays with that.
    this.turn(key, !this.place.answers || this.#isEmpty());
    this.goOn();
    const { circle } = facts.nodes(this.where.log?.get(key) ?? "").firstElementChild?.dataset ?? {};
    if (!circle || isBegun || this.editing.asks) return;
    this.circle.set(circle.split(" ").map(Number).filter((one) => one !== wire.state.me));
  }

  /** Shows the row that is answered as it is now; nothing, with the `news` of that, once it is gone. */
  async #quote() {
    const place = this.place;
    if (!(place.answers > 0) || !wire.online) return;
    const { reply = this.#with.reply, news = "" } = await wire.call("quote", { key: place.answers }).catch(() => ({}));
    if (place !== this.place || reply?.shown === this.#with.reply?.shown) return;
    this.#change({ reply, typed: this.#typed });
    this.trouble.textContent = news;
  }

  /** What the place allows, and for whom what is written is. */
  #invite() {
    const { ask: asked = "", closed = "", circle } = facts.get(this.place.fact);
    const { most, countedFrom, askSome } = this.field.dataset;
    // As the server counts: composed, and without the empty lines around.
    const left = most - [...this.field.value.replace(/^\s*\n/, "").trimEnd().normalize()].length;
    const count = this.form.querySelector(".count");
    count.textContent = left > countedFrom ? "" : say(left < 0 ? "too_long" : "chars_left", { n: Math.abs(left) });
    count.classList.toggle("over", left < 0);
    const isClosed = closed !== "" && !this.editing.asks;
    for (const control of this.form.elements) control.disabled = !this.place.fact || isClosed;
    this.button.disabled ||= left < 0;
    // Those who read it already do, and nobody else.
    this.circle.line.inert = this.circle.field.disabled = this.tray.field.disabled ||= Boolean(this.editing.asks);
    this.circle.allow(circle);
    const names = this.circle.names();
    const asks = this.editing.asks || (names && !closed ? fill(askSome, { names }) : asked);
    this.field.ariaLabel = this.field.placeholder = asks;
  }

  /** Tells those alone whom it will reach, now and then: nobody, while that is half typed. */
  #tellWriting() {
    const { text, to, half } = this.#content();
    const { tells, tellsEvery } = this.field.dataset;
    if (!text.trim() || half.trim() || awayFrom(this.#told) < tellsEvery) return;
    this.#told = Date.now();
    wire.tell(tells, { ...this.place, to });
  }

  /** Who may be meant by what is begun: that the server alone knows. */
  #propose(begun) {
    const place = this.place;
    const asked = wire.call("propose", { ...place, begun, chosen: this.circle.content().to });
    asked.catch(() => place === this.place && (this.trouble.textContent = say(wire.online ? "no_answer" : "not_now")));
    return asked.then(({ html }) => html ?? "");
  }

  /** The card that waits goes with what is written here, in the place of the one before. */
  takeCard() {
    const card = this.editing.asks ? null : takeHanded();
    if (!card) return;
    this.#change({ card });
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
    if (!this.tray.isWhole()) return void ((this.#due = event.submitter ?? this.button).ariaBusy = "true");
    const by = event.submitter?.dataset.by;
    if (by) return void ask(by, { ...this.place, content }, event.submitter);
    // Without halves of characters, which a broken paste may leave: the server could not read any of it.
    const sent = { text: content.text.toWellFormed(), names: this.circle.names(), action: this.form.dataset.sends };
    outbox.add({ ...this.place, ...content, ...sent });
    this.taken(this.place.answers);
  }

  /** What was sent from here, or from nowhere that is still open, came back. */
  refused(item) {
    if (item.key !== this.place.key) offer(item, `${say("not_sent")} ${item.note}`, "error");
    // What comes back by itself may be for some, and never for fewer than one has chosen since.
    else if (this.#isEmpty() && this.circle.yieldsTo(item.to)) this.takeBack(item);
  }

  /** All of it again, with the reason why it was not sent. */
  takeBack(item) {
    const { key, fact } = this.place;
    // It went out already, or is being gone on with elsewhere.
    if (item.nonce && !outbox.items.includes(item)) return;
    // Only where it was written, as long as that is there: elsewhere, others would read it.
    if (!fact || (key !== item.key && isThere(item.fact))) return;
    const [answers, reply] = key === item.key ? [item.answers ?? 0, item.reply] : [0, null];
    this.turn(answers);
    // What was meant for some is never mixed with what is meant for others.
    if (!this.#isEmpty()) return offer(item, say("finish_first"), "error");
    // It may have been for everyone elsewhere: whom one has chosen here since stays chosen.
    const { to, half } = this.#content();
    this.#change({ ...item, reply, to: item.to.length ? item.to : to, half: item.half || half });
    outbox.settle(item.nonce);
    if (item.key !== key) keep(nameOf(item), null);
    this.trouble.textContent = item.note;
    this.goOn();
  }

  /** One thing and not five: a text found again without its circle would go to everyone. */
  #keep() {
    const [typed, since, { reply, ...content }] = [this.#typed, this.#since, this.#content()];
    // That it was emptied the server is to hear: of what answers a row, nothing is left as soon as it can.
    const isSomething = [!(this.place.answers && wire.online) && typed, ...Object.values(content)].flat().some(Boolean);
    keep(nameOf(this.place), isSomething ? { ...content, typed, since } : null);
  }

  /** Of what is written here and in one's other pages that one stays which was typed last: by how long ago that was. */
  #match = async () => {
    const [place, typed] = [this.place, this.#typed];
    if (!place.fact || !wire.online || this.editing.asks || (!typed && this.#since === stampOf(place.fact))) return;
    const content = this.#isEmpty() ? null : this.#content();
    const said = { ...place, content, age: typed ? Date.now() - typed : null };
    const { at, newer } = await wire.call("draft", said).catch(() => ({}));
    if (at === undefined) return;
    const left = kept(nameOf(place));
    if (newer === undefined && left?.typed === typed) keep(nameOf(place), { ...left, typed: 0, since: at });
    if (place !== this.place || typed !== this.#typed) return;
    const isTyping = content && document.activeElement === this.field && awayFrom(this.#pressed) < STILL_MS;
    if (newer === undefined) [this.#typed, this.#since] = [0, at];
    else if (isTyping) this.#timer = setTimeout(this.#match, STILL_MS);
    else {
      // Whom one has chosen for what one begins stays chosen.
      const circle = newer && this.#isEmpty() && !newer.to.length ? this.circle.content() : {};
      this.#change({ ...NOTHING, ...newer, ...circle, typed: 0, since: at });
      if (!newer) this.turn(0);
    }
  };

  /** Another page may have kept something since: it stays, unless it is nothing and this is something. */
  leave() {
    if (this.#typed) this.#match();
    if (this.place.fact && this.field.value.trim() && !keptIn(this.place).text) this.#keep();
  }
}

const nameOf = ({ key, answers = 0 }) => DRAFT + key + (answers ? `:${answers}` : "");

/** What was being written in a place when it was left: all that may be, as far as it is there. */
function keptIn(place) {
  const found = { ...NOTHING, half: "", typed: 0, since: "", ...kept(nameOf(place)) };
  const { to = found.text ? null : [] } = found;
  // A circle that cannot be read is not nobody: whoever it was is to be named again.
  const isCircle = Array.isArray(to) && to.every(Number.isSafeInteger);
  const reply = place.answers > 0 ? { key: place.answers, shown: "…" } : null;
  return { ...found, ...(isCircle ? { to } : { to: [], half: "?" }), reply };
}

const stampOf = (fact) => facts.get(fact).draft ?? "";
/** What one is writing in a place, in whichever page: which rows that answers, the newest first. */
const answersIn = (fact) => stampOf(fact).split(" ").map((each) => parseInt(each, 10));

/** Whether something is written there. Of what was typed here, the other pages know no better. */
function isWritten({ key, fact }, answers) {
  const { text, files, card, typed } = keptIn({ key, answers });
  return typed ? Boolean(text.trim() || files.length || card) : answersIn(fact).includes(answers);
}

/** Which row what one wrote last in a place answers: as it was left, unless another page has kept something since. */
function lastIn(key, fact) {
  const answers = kept(LAST + key) ?? 0;
  const { typed, since, edits } = keptIn({ key, answers });
  if (edits || (answers >= 0 && (typed || since === stampOf(fact)))) return answers;
  return answersIn(fact).find((each) => isWritten({ key, fact }, each)) ?? 0;
}
