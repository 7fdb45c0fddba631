import { directory } from "miaou/directory.js";
import { facts } from "miaou/facts.js";
import { make } from "miaou/fragment.js";
import { wire } from "miaou/wire.js";

/** One's canals as the drawer shows them, without those that are archived. */
export function canalsInOrder() {
  const sort = (id) => facts.get(`c${id}`)["@data-sort"] ?? "";
  const compare = (a, b) => (sort(a) < sort(b) ? -1 : 1);
  return [...wire.state.canals.keys()].filter(isStanding).sort(compare);
}

/** A spot in the canal's colour. */
export function swatchOf(canal) {
  const swatch = make("span", "swatch tinted");
  swatch.style.setProperty("--c", directory.canal(canal).color);
  return swatch;
}

function isStanding(canal) {
  return wire.state.canals.has(canal) && facts.get(`c${canal}`)["@data-sort"]?.[0] !== "2";
}
