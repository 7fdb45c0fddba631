import { directory } from "miaou/directory.js";
import { make } from "miaou/fragment.js";
import { language } from "miaou/words.js";
import { wire } from "miaou/wire.js";

const RANKS = { open: 0, private: 0, direct: 1 };

let collator = null;

/** One's canals as the drawer shows them, without those that are archived. */
export function canalsInOrder() {
  collator ??= new Intl.Collator(language(), { numeric: true });
  const places = (id) => wire.state.preferences.get(id)?.place || Infinity;
  const compare = (a, b) =>
    RANKS[directory.canal(a).kind] - RANKS[directory.canal(b).kind] ||
    (places(a) === places(b) ? 0 : places(a) < places(b) ? -1 : 1) ||
    collator.compare(directory.canalName(a), directory.canalName(b));
  return [...wire.state.canals.keys()].filter(isStanding).sort(compare);
}

/** A spot in the canal's colour. */
export function swatchOf(canal) {
  const swatch = make("span", "swatch tinted");
  swatch.style.setProperty("--c", directory.canal(canal).color);
  return swatch;
}

function isStanding(canal) {
  return wire.state.canals.has(canal) && !directory.canal(canal).archived;
}
