import { Complete } from "miaou/complete.js";

/**
 * Completes what is typed in a field of its own, several in a row: what is taken leaves the field empty for the next.
 * The arrows open the list also when nothing is typed. Where nothing is proposed, what is typed stays.
 */
export class CompleteField extends Complete {
  #all = false;

  /**
   * @param {HTMLInputElement} field  @param {HTMLElement} list
   * @param {(name: string) => Promise<string>} ask gives options with the `data-key` of what they stand for
   * @param {(key: number) => void} taken
   */
  constructor(field, list, ask, taken) {
    super(field, list, ask, taken);
    field.addEventListener("input", () => {
      this.#all = false;
      this.suggest();
    });
    field.addEventListener("focus", () => this.suggest());
  }

  begun() {
    const name = this.field.value.trim();
    return name || this.#all ? { name, from: name } : null;
  }

  takes(key) {
    return ["Enter", ",", ";"].includes(key) || (key === "Tab" && this.field.value !== "");
  }

  put({ dataset: { key } }) {
    this.empty();
    this.taken(Number(key));
  }

  /** Nothing is being typed any more. */
  empty() {
    this.field.value = "";
    this.close();
  }

  close() {
    super.close();
    this.#all = false;
  }

  release() {}

  opens(key) {
    if (key !== "ArrowDown" && key !== "ArrowUp") return null;
    return () => {
      this.#all = true;
      this.suggest({ anew: true });
    };
  }

  get patient() {
    return true;
  }
}
