import { readRecord } from "miaou/record_card.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";

/**
 * "Share this record": whoever embeds Miaou hands a record over by the event "miaou:share" on the window; its detail
 * is what `readRecord` reads. It goes above what is being written, or waits until there is a place to write.
 */
let waiting = null;
let attach = () => false;

window.addEventListener("miaou:share", ({ detail }) => {
  const record = readRecord(detail);
  if (!record) return show(say("no_record"), "error");
  waiting = record;
  handOver();
  if (waiting) show(say("no_place"));
});

/** From now on `taker(record)` takes what is shared; it says whether it could. */
export function takeRecords(taker) {
  attach = taker;
}

/** There may be a place to write now. */
export function handOver() {
  if (waiting && attach(waiting)) waiting = null;
}
