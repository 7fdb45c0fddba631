const texts = JSON.parse(document.getElementById("miaou-words")?.textContent ?? "{}");
const plurals = new Intl.PluralRules(document.documentElement.lang || "en");

/** Somebody's words that run from right to left keep their order and leave the sentence around them its own. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
export const isolated = (value) => (RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value);

/** The sentence of that key with its `{places}` filled; `n` also chooses between `key` and `key_one`. */
export const say = (key, values = {}) =>
  counted({ one: texts[`${key}_one`] ?? texts[key] ?? key, many: texts[key] ?? key }, values.n, values);

/** How many there are: the server's sentence for none, for one, or for many, by the rules of the page's language. */
export const counted = ({ none, one, many }, n, values = { n }) =>
  fill((n === 0 && none) || (n !== undefined && plurals.select(n) === "one" ? one : many), values);

export const tell = (place, text) => place.textContent === text || (place.textContent = text);
export const fill = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (place, name) => isolated(String(values[name] ?? place)));

const SIGNS = { "&": "&amp;", "<": "&lt;", '"': "&quot;" };
const escaped = (value) => String(value).replace(/[&<"]/g, (sign) => SIGNS[sign]);

/** A template's HTML with values in it: as texts in the place of `{NAME}`, as HTML in that of `{html:NAME}`. */
export const filled = ({ innerHTML }, values) =>
  innerHTML.replace(/\{(html:)?(\w+)\}/g, (_, isHtml, name) => (isHtml ? values[name] : escaped(values[name])));

/** What stays when accents go although everyone types either. */
const SAME = { œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ı: "i", ß: "ss" };
/** A text as one searches for it, by the server's rule: without accents, in small letters, each in its plain form. */
export function fold(text) {
  const plain = text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\s/g, " ");
  const bare = plain.replace(/[\p{M}\p{Cf}\p{Cc}]/gu, "").replace(/[œæøłđıß]/g, (letter) => SAME[letter]);
  return bare.replace(/[’‘ʼ]/g, "'").replace(/[‐–—]/g, "-").replace(/ +/g, " ");
}
