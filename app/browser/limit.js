import { say } from "miaou/words.js";

/** How many characters (code points) may stand in a field, `data-most`: counted when `data-counted-from` are left. */
export class Limit {
  /** @param {HTMLTextAreaElement} field  @param {HTMLElement} line where it is told */
  constructor(field, line) {
    this.field = field;
    this.line = line;
  }

  /** Whether there is too much in the field. */
  get exceeded() {
    return this.#left < 0;
  }

  show() {
    const n = this.#left;
    this.line.hidden = n > this.field.dataset.countedFrom;
    this.line.textContent = this.line.hidden ? "" : say(n < 0 ? "too_long" : "chars_left", { n: Math.abs(n) });
    this.line.classList.toggle("over", n < 0);
  }

  get #left() {
    return this.field.dataset.most - [...this.field.value.trim()].length;
  }
}
