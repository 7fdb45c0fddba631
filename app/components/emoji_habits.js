import { TONES } from "miaou/emoji_tones.js";
import { keep, kept } from "miaou/keep.js";
import { wire } from "miaou/wire.js";

/** Two rows of the menu on a desk. */
const RECENT = 18;

/** What this member does with emoji in this browser: those they used last, newest first, and their skin colour. */
export function habits() {
  try {
    const { recent, tone } = JSON.parse(kept(key()));
    return { recent: recent.filter((glyph) => typeof glyph === "string"), tone: Number.isInteger(tone) && TONES[tone] ? tone : 0 };
  } catch {
    return { recent: [], tone: 0 };
  }
}

/** Remembers that an emoji has been used. */
export function used(glyph) {
  const { recent, tone } = habits();
  save({ recent: [glyph, ...recent.filter((other) => other !== glyph)].slice(0, RECENT), tone });
}

/** Remembers a skin colour: its place in TONES. */
export function chooseTone(tone) {
  save({ ...habits(), tone });
}

function save(state) {
  keep(key(), JSON.stringify(state));
}

function key() {
  return `miaou:emoji:${wire.state.me}`;
}
