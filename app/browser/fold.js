/** What stays when accents go although everyone types either. */
const SAME = { œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ı: "i", ß: "ss" };

/** A text as one searches for it, by the server's rule: without accents, in small letters, each in its plain form. */
export function fold(text) {
  const plain = text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\s/g, " ");
  const bare = plain.replace(/[\p{M}\p{Cf}\p{Cc}]/gu, "").replace(/[œæøłđıß]/g, (letter) => SAME[letter]);
  return bare.replace(/[’‘ʼ]/g, "'").replace(/[‐–—]/g, "-").replace(/ +/g, " ");
}
