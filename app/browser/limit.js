import { say } from "miaou/words.js";

/** How many characters (code points) may stand in a field, `data-most`: counted when `data-counted-from` are left. */
export class Limit {
  /** @param {HTMLTextAreaElement} field  @param {HTMLElement} line where it is told */
  constructor(field, line) {
    this.field = field;
    this.line = line;
    this.most = Number(field.dataset.most);
    this.countedFrom = Number(field.dataset.countedFrom);
  }

  /** Whether there is too much in the field. */
  get exceeded() {
    return this.#left < 0;
  }

  show() {
    const n = this.#left;
    this.line.textContent = n <= this.countedFrom ? say(n < 0 ? "too_long" : "chars_left", { n: Math.abs(n) }) : "";
    this.line.hidden = n > this.countedFrom;
    this.line.classList.toggle("over", n < 0);
  }

  /** Counted one by one only when it may be near. */
  get #left() {
    const text = this.field.value;
    const units = this.most - text.length;
    return units >= this.countedFrom ? units : this.most - [...text.trim()].length;
  }
}
