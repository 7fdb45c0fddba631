/** No skin colour, then the five from light to dark. */
export const TONES = ["", "\u{1F3FB}", "\u{1F3FC}", "\u{1F3FD}", "\u{1F3FE}", "\u{1F3FF}"];

const JOINER = "\u200D";

/** An emoji with that skin, if it shows any; the server knows the same rule (`emoji_set.py`). */
export function toned({ glyph, tones }, tone) {
  if (!tones || !tone) return glyph;
  const people = glyph.split(JOINER);
  people[0] = people[0].replace(/\uFE0F$/, "") + TONES[tone];
  if (tones === 2) people[people.length - 1] += TONES[tone];
  return people.join(JOINER);
}
