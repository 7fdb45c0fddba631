/** The sentences of this page, in its language; `words.py` lists them all. */
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

/** The sentence of that key with its `{places}` filled; `n` also chooses between `key` and `key_one`. */
export function say(key, values = {}) {
  const one = "n" in values && plurals.select(values.n) === "one" ? texts[`${key}_one`] : undefined;
  const sentence = one ?? texts[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}
