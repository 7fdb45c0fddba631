import { drop, keep, kept } from "miaou/keep.js";
import { readRecord } from "miaou/record_card.js";
import { wire } from "miaou/wire.js";

/**
 * What was being written in a canal when it was left: {text, to, record}. One thing and not three: a text that is
 * found again without its circle would go to everyone.
 */
export function draftOf(canal) {
  const { text, to, record } = parsed(kept(keyOf(canal)));
  return {
    text: typeof text === "string" ? text : "",
    to: Array.isArray(to) ? to.filter(isId) : [],
    record: readRecord(record),
  };
}

/** Keeps it; one that says nothing, to nobody in particular, is forgotten. */
export function keepDraft(canal, { text, to, record }) {
  if (text || to.length || record) keep(keyOf(canal), JSON.stringify({ text, to, record }));
  else drop(keyOf(canal));
}

function parsed(json) {
  try {
    return JSON.parse(json) ?? {};
  } catch {
    return {};
  }
}

function isId(id) {
  return Number.isSafeInteger(id) && id > 0;
}

function keyOf(canal) {
  return `miaou:draft:${wire.state.me}:${canal}`;
}
