/** What stays when accents go although everyone types either. */
const SAME = { œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ı: "i", ß: "ss", "’": "'", "‘": "'", "–": "-" };

/** A text as one searches for it: without accents, in small letters. */
export function fold(text) {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(/[œæøłđıß’‘–]/g, (letter) => SAME[letter]);
}
