import { Emitter } from "miaou/emitter.js";
import { pause } from "miaou/frame.js";
import { newNonce } from "miaou/outbox.js";
import { sent } from "miaou/upload.js";
import { wire } from "miaou/wire.js";
import { say } from "miaou/words.js";

const AT_ONCE = 3;
/** What breaks off goes once more, when there is a connection again; so often in all. */
const TRIES = 3;
const PAUSE_MS = 2_000;

/**
 * The files that go out from this page, each by a `part` of its own: {file, share, trouble}, which share of it has gone,
 * and why it goes no further.
 * Events: "changed" (part), "there" (part, the server's answer, with its `name`).
 */
class Uploads extends Emitter {
  #all = new Map();

  get = (part) => this.#all.get(part);

  add(file, address) {
    const part = newNonce();
    this.#all.set(part, { file, address });
    this.again(part);
    return part;
  }

  again(part) {
    Object.assign(this.get(part), { share: 0, trouble: "", tries: TRIES });
    this.emit("changed", part);
    this.#pump();
  }

  /** That is not wanted any more. */
  drop(part) {
    this.get(part)?.way?.abort();
    this.#all.delete(part);
    this.#pump();
  }

  #pump() {
    const waiting = [...this.#all].filter(([, { trouble }]) => !trouble);
    for (const [part, upload] of waiting.slice(0, AT_ONCE)) if (!upload.way) this.#send(part, upload);
  }

  async #send(part, upload) {
    const { signal } = (upload.way = new AbortController());
    const progress = (share) => (Object.assign(upload, { share }), this.emit("changed", part));
    const answer = await sent("PUT", upload.address, upload.file, signal, progress).catch(() => null);
    if (!answer && (upload.tries -= 1)) {
      await pause(PAUSE_MS);
      if (!wire.online) await wire.once("online");
    }
    if (signal.aborted) return;
    upload.way = null;
    upload.trouble = answer?.refused ?? (upload.tries ? "" : say("no_answer"));
    const isThere = answer && !upload.trouble;
    if (isThere) this.#all.delete(part);
    this.emit(isThere ? "there" : "changed", part, { ...answer, name: upload.file.name });
    this.#pump();
  }
}

export const uploads = new Uploads();
