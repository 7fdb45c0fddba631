import { drop, keep, kept } from "miaou/keep.js";
import { readRecord, recordCard } from "miaou/record_card.js";
import { wire } from "miaou/wire.js";

/**
 * The record that goes out with the next message, above what is being written. It stays with the canal's draft until
 * it is sent or taken out.
 */
export class AttachedRecord {
  #canal = null;
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

  /** Another canal: what was attached stays with the one before. */
  follow(canal) {
    this.#canal = canal;
    this.record = canal === null ? null : parsed(kept(keyOf(canal)));
    this.#show();
  }

  /** Attaches a record in place of the one before; null takes it out. */
  put(record) {
    this.record = record;
    if (this.#canal !== null) {
      if (record) keep(keyOf(this.#canal), JSON.stringify(record));
      else drop(keyOf(this.#canal));
    }
    this.#show();
  }

  #show() {
    this.line.hidden = !this.record;
    this.slot.replaceChildren(...(this.record ? [recordCard(this.record)] : []));
  }
}

function parsed(json) {
  try {
    return readRecord(JSON.parse(json));
  } catch {
    return null;
  }
}

function keyOf(canal) {
  return `miaou:record:${wire.state.me}:${canal}`;
}
