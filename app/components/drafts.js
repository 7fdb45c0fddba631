import { drop, keep, keptValue } from "miaou/keep.js";
import { readRecord } from "miaou/records.js";
import { wire } from "miaou/wire.js";

/**
 * What was being written in a canal when it was left: {text, to, half, record}, `half` being whom one had begun to
 * name; nothing where none is open. One thing and not four: a text found again without its circle would go to everyone.
 */
export function draftOf(canal) {
  const { text, to = [], half, record } = keptValue(keyOf(canal)) ?? {};
  // A circle that cannot be read is not nobody: whoever it was is to be named again.
  const isCircle = Array.isArray(to) && to.every(Number.isSafeInteger);
  return { text: text ?? "", to: isCircle ? to : [], half: isCircle ? (half ?? "") : "?", record: readRecord(record) };
}

/** Keeps it; one that says nothing, to nobody in particular, is forgotten. */
export function keepDraft(canal, { text, to, half, record }) {
  if (text || to.length || half || record) keep(keyOf(canal), JSON.stringify({ text, to, half, record }));
  else drop(keyOf(canal));
}

function keyOf(canal) {
  return `miaou:draft:${wire.state.me}:${canal}`;
}
