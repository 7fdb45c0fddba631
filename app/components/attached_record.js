import { recordCard } from "miaou/record_card.js";

/** The record that goes out with the next message, above what is being written, until it is sent or taken out. */
export class AttachedRecord {
  /** The record, or null. */
  record = null;

  /** @param {HTMLElement} root the composer  @param {() => void} changed called when one has been taken out */
  constructor(root, changed) {
    this.line = root.querySelector(".attached");
    this.slot = this.line.querySelector(".slot");
    this.line.querySelector("button").addEventListener("click", () => {
      this.put(null);
      changed();
    });
  }

  /** Attaches a record in place of the one before; null takes it out. */
  put(record) {
    this.record = record;
    this.line.hidden = !record;
    this.slot.replaceChildren(...(record ? [recordCard(record)] : []));
  }
}
