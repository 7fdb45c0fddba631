import { newestDrawn } from "miaou/emoji_support.js";
import { fold } from "miaou/fold.js";
import { learn } from "miaou/words.js";

/** How well a search finds an emoji, best first. */
const [EXACTLY, BY_NAME, BY_WORD, BY_WORDS] = [0, 1, 2, 3];
/** More letters than any name has. */
const LONGER = 1000;

let loading = null;

/** All emoji and the menu's sentences, from the server or from where the browser keeps them. */
export function loadEmoji(address) {
  loading ??= fetch(address)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${answer.status} for ${address}`))))
    .then((file) => new EmojiData(file))
    .catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

/** Every emoji that this system draws. One is { glyph, title, names, words, tones }; `emoji_menu.py` makes them. */
class EmojiData {
  constructor({ texts, categories }) {
    learn(texts);
    const newest = newestDrawn();
    this.categories = categories.map(([id, title, entries]) => ({
      id,
      title,
      emoji: entries.map(toEmoji).filter(({ since }) => since <= newest),
    }));
    this.all = this.categories.flatMap(({ emoji }) => emoji);
  }

  /** Those that have all the words that are sought, in French or in English; the best first. */
  search(text, most = Infinity) {
    const words = wordsOf(text);
    if (!words.length) return [];
    const sought = words.join(" ");
    const found = [];
    for (const emoji of this.all) {
      emoji.known ??= ` ${emoji.names.replaceAll("_", " ")} ${wordsOf(emoji.title).join(" ")} ${emoji.words} `;
      const rank = rankOf(emoji, words, sought);
      if (rank !== null) found.push([rank, emoji]);
    }
    found.sort(([one], [other]) => one - other);
    return found.slice(0, most).map(([, emoji]) => emoji);
  }
}

function rankOf(emoji, words, sought) {
  if (!words.every((word) => emoji.known.includes(` ${word}`))) return null;
  const name = sought.replaceAll(" ", "_");
  const names = ` ${emoji.names} `;
  if (names.includes(` ${name} `) || wordsOf(emoji.title).join(" ") === sought) return EXACTLY;
  const begun = names.split(" ").filter((each) => each.startsWith(name));
  // The less is missing of a name, the better: `cha` means `chat` rather than `champagne`.
  if (begun.length) return BY_NAME + Math.min(...begun.map((each) => each.length)) / LONGER;
  return emoji.known.includes(` ${sought} `) ? BY_WORD : BY_WORDS;
}

function toEmoji([glyph, title, names = "", words = "", tones = 0, since = 0]) {
  return { glyph, title, names, words, tones, since };
}

function wordsOf(text) {
  return fold(text).replaceAll("œ", "oe").split(/[^\p{L}\p{N}+]+/u).filter(Boolean);
}
