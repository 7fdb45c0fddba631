import { delegateActions } from "miaou/actions.js";
import { directory } from "miaou/directory.js";
import { draftOf, keepDraft } from "miaou/drafts.js";
import { attachEmoji } from "miaou/emoji.js";
import { attachFormatting } from "miaou/formatting.js";
import { oncePerFrame } from "miaou/frame.js";
import { navigation } from "miaou/navigation.js";
import { outbox } from "miaou/outbox.js";
import { attachPreview } from "miaou/preview.js";
import { recipients } from "miaou/recipients.js";
import { takeShell } from "miaou/shell.js";
import { start } from "miaou/start.js";
import { show } from "miaou/toast.js";
import { TypingNotice, tellTyping } from "miaou/typing_notice.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** The longest message, in characters (code points), and from how few left on they are counted. */
const LIMIT = 10_000;
const COUNTED_FROM = 500;
const DRAFT_PAUSE_MS = 200;
const FOCUS = "miaou:composing";

start();

/** Where one writes, as NiceGUI knows it: its HTML comes from the server, and is set once. */
export default {
  template: `<footer></footer>`,
  mounted() {
    takeShell(this.$el, "composer");
    delegateActions(this.$el);
    new Composer(this.$el).start();
  },
};

class Composer {
  #canal = null;
  #saving = 0;
  #fit = oncePerFrame(() => this.#grow());

  constructor(root) {
    this.form = root.querySelector("form");
    this.field = root.querySelector("textarea[name=message]");
    this.button = root.querySelector("button[name=send]");
    this.count = root.querySelector(".count");
    this.trouble = root.querySelector(".trouble");
    recipients.start(root);
    attachFormatting(this.form, this.field);
    attachPreview(this.form, this.field);
    attachEmoji(this.form, this.field);
    tellTyping(this.field);
    new TypingNotice(this.form);
  }

  start() {
    const { state } = wire;
    for (const event of ["reset", "opened"]) state.on(event, () => this.#follow());
    state.on("put", oncePerFrame(() => this.#invite()));
    outbox.on("refused", (item) => this.#refused(item));
    outbox.on("wanted-back", (item) => this.#takeBack(item));
    navigation.on("chosen", () => this.#invited());
    recipients.on("changed", () => this.#say(""));
    recipients.field.addEventListener("input", () => this.#say(""));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    // The keyboard of a phone would go and come back with each message.
    this.button.addEventListener("pointerdown", (event) => event.preventDefault());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("input", () => this.#typed());
    window.addEventListener("resize", this.#fit);
    window.addEventListener("pagehide", () => this.#leavePage());
    this.#follow();
    this.#returnToPage();
  }

  get #text() {
    return this.field.value;
  }

  /** Another canal is open: what was being written stays with the one before. */
  #follow() {
    const { canal } = wire.state;
    if (canal !== this.#canal) {
      this.#save();
      this.#canal = canal;
      this.#setText(canal === null ? "" : draftOf(canal));
      this.#say("");
    }
    this.#invite();
  }

  #invite() {
    const name = this.#canal === null ? "" : directory.canalName(this.#canal);
    const archived = this.#canal !== null && directory.canal(this.#canal).archived;
    for (const control of this.form.elements) control.disabled = this.#canal === null || archived;
    this.button.disabled ||= left(this.#text) < 0;
    this.field.placeholder = archived ? say("archived_canal") : name && say("write_in", { canal: name });
    this.field.setAttribute("aria-label", this.field.placeholder);
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

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    // An input method uses Enter to take over what it proposes; Safari says so by the key code alone.
    if (event.isComposing || event.keyCode === 229) return;
    // On glass there is no Shift+Enter: Enter breaks the line, the button sends.
    if (!hasMouse() && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#send();
  }

  #typed() {
    this.#say("");
    this.#measure();
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#save(), DRAFT_PAUSE_MS);
  }

  #send() {
    const text = this.#text;
    if (this.#canal === null || !text.trim() || left(text) < 0) return;
    // It would go to others than those one has in mind, or to everyone.
    if (recipients.unfinished) return this.#say(say("recipient_unfinished")), recipients.field.focus();
    outbox.add({ canal: this.#canal, text, recipients: recipients.ids });
    this.#setText("");
    this.#say("");
    this.#save();
  }

  #setText(text) {
    this.field.value = text;
    this.#measure();
  }

  /** Height, count, and whether it may be sent. */
  #measure() {
    const n = left(this.#text);
    this.count.textContent = n <= COUNTED_FROM ? say(n < 0 ? "too_long" : "chars_left", { n: Math.abs(n) }) : "";
    this.count.hidden = n > COUNTED_FROM;
    this.count.classList.toggle("over", n < 0);
    this.button.disabled = n < 0;
    this.#fit();
  }

  /** As tall as its text, up to the height that the style sheet allows. */
  #grow() {
    // The style sheet does it alone where it can.
    if (CSS.supports("field-sizing", "content")) return;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }

  #refused(item) {
    if (item.canal === this.#canal && !this.#text.trim()) {
      this.#takeBack(item);
    } else if (item.canal !== this.#canal) {
      show(`${say("not_sent")} ${item.note}`, "error", offerBack(item));
    }
  }

  /** Its text again, after what has been written since, with the reason why it was not sent. */
  #takeBack(item) {
    // One draft has one circle: what was meant for some is never mixed with what is meant for others.
    if (this.#text.trim() && String(item.recipients) !== String(recipients.ids)) {
      return show(say("finish_first"), "error");
    }
    recipients.answer(item.recipients);
    this.#setText([this.#text.trimEnd(), item.text].filter(Boolean).join("\n"));
    this.#save();
    outbox.giveUp(item);
    this.#say(item.note);
    this.field.focus();
  }

  #say(trouble) {
    this.trouble.textContent = trouble;
    this.trouble.hidden = !trouble;
  }

  #save() {
    clearTimeout(this.#saving);
    if (this.#canal !== null) keepDraft(this.#canal, this.#text);
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

/** Characters left before the limit; counted one by one only when it may be near. */
function left(text) {
  if (text.length <= LIMIT - COUNTED_FROM) return LIMIT - text.length;
  return LIMIT - [...text.trim()].length;
}

function hasMouse() {
  return !matchMedia("(pointer: coarse)").matches;
}

function offerBack(item) {
  // Only where it was written for: elsewhere, others would read it.
  const back = () => outbox.emit("wanted-back", item);
  return wire.state.canals.has(item.canal)
    ? { label: say("take_back"), run: () => navigation.open(item.canal).then(back) }
    : { label: say("take_back"), run: back };
}
