import { drop, keep, kept } from "miaou/keep.js";
import { wire } from "miaou/wire.js";

/** What was being written in a canal when the page was left. */
export function draftOf(canal) {
  return kept(keyOf(canal)) ?? "";
}

/** Keeps it; an empty one is forgotten. */
export function keepDraft(canal, text) {
  if (text) keep(keyOf(canal), text);
  else drop(keyOf(canal));
}

function keyOf(canal) {
  return `miaou:draft:${wire.state.me}:${canal}`;
}
