import { TONES } from "miaou/emoji_tones.js";
import { make } from "miaou/fragment.js";
import { say } from "miaou/words.js";

const HAND = "✋";

/** The button that shows one's skin colour, and the six colours that it unfolds. */
export class EmojiTones {
  /** @param {(tone: number) => void} chosen */
  constructor(chosen) {
    this.button = make("button", "icon emoji-tone");
    this.button.type = "button";
    this.button.addEventListener("click", () => (this.isOpen ? this.close() : this.#open()));
    this.element = make("fieldset", "emoji-tones");
    this.element.id = "emoji-tones";
    this.button.setAttribute("aria-controls", this.element.id);
    this.element.append(make("legend", "aloud", say("emoji_tone")), ...TONES.map((tone, at) => choice(tone, at)));
    this.element.addEventListener("change", ({ target }) => {
      this.#mark(Number(target.value));
      chosen(Number(target.value));
    });
    // Arrows try the colours; a click, Enter or the space bar is a choice.
    this.element.addEventListener("click", ({ detail }) => detail && this.close());
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.close();
    });
    this.close();
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Shows which colour is the one. */
  show(tone) {
    this.element.querySelectorAll("input")[tone].checked = true;
    this.#mark(tone);
  }

  close() {
    const held = this.element.contains(document.activeElement);
    this.element.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (held) this.button.focus();
  }

  #open() {
    this.element.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.element.querySelector("input:checked").focus();
  }

  #mark(tone) {
    this.button.textContent = HAND + TONES[tone];
    this.button.title = say("emoji_tone_is", { tone: say(`emoji_tone_${tone}`) });
    this.button.ariaLabel = this.button.title;
  }
}

function choice(tone, at) {
  const label = make("label");
  const input = make("input", "aloud");
  input.type = "radio";
  input.name = "emoji-tone";
  input.value = String(at);
  input.ariaLabel = say(`emoji_tone_${at}`);
  label.title = input.ariaLabel;
  label.append(input, make("span", "", HAND + tone));
  return label;
}
