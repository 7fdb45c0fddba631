/** The sentences of this page, in its language, as the server gave them. */
const texts = {};
let lang = "en";
let plurals = new Intl.PluralRules(lang);

/** Takes the sentences from the page. */
export function learn(sentences, language) {
  Object.assign(texts, sentences);
  lang = language || lang;
  plurals = new Intl.PluralRules(lang);
}

/** The page's language, for dates and for sorting names. */
export function language() {
  return lang;
}

/** Somebody's words that run from right to left keep their order and leave the sentence around them its own. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

function isolated(value) {
  return RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
}

/** The sentence of that key with its `{places}` filled; `n` also chooses between `key` and `key_one`. */
export function say(key, values = {}) {
  const one = "n" in values && plurals.select(values.n) === "one" ? texts[`${key}_one`] : undefined;
  return fill(one ?? texts[key] ?? key, values);
}

/** How many there are: the server's sentence for one, or for many, by the rules of the page's language. */
export function counted({ one, many }, n) {
  return fill(plurals.select(n) === "one" ? one : many, { n });
}

/** A sentence of the server's with its `{places}` filled. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => isolated(String(values[name] ?? place)));
}
