import { icon } from "miaou/fragment.js";

const SVG = "http://www.w3.org/2000/svg";

/** What stands for each category: one of the page's icons, or a drawing in their manner. */
const CATEGORIES = {
  recent: "clock",
  smileys: "smile",
  people: "folk",
  animals:
    "M12 12.4c-2.7 0-4.7 2.4-4.7 4.5 0 1.4 1 2.4 2.4 2.4.9 0 1.4-.4 2.3-.4s1.4.4 2.3.4c1.4 0 2.4-1 2.4-2.4 0-2.1-2-4.5" +
    "-4.7-4.5zM5.3 11v1M9.4 6.3v1.2M14.6 6.3v1.2M18.7 11v1",
  food: "M4.5 9.5h11.8v4.7a4.8 4.8 0 0 1-4.8 4.8H9.3a4.8 4.8 0 0 1-4.8-4.8zM16.3 11h1a2.6 2.6 0 0 1 0 5.2h-1.4M8.3 4v2.2M12.5 4v2.2",
  travel:
    "M4 17v-3.6l1.9-5A1.8 1.8 0 0 1 7.6 7.3h8.8a1.8 1.8 0 0 1 1.7 1.1l1.9 5V17zM4.3 12.8h15.4M7.5 15h.1M16.4 15h.1" +
    "M6.3 17v1.8M17.7 17v1.8",
  activities: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM5.9 6.3c3 3 3 8.4 0 11.4M18.1 6.3c-3 3-3 8.4 0 11.4M3.5 12h17M12 3.5v17",
  objects: "M9.3 17.3h5.4M10.3 20.5h3.4M12 3.5a6 6 0 0 0-3.6 10.8c.6.5.9 1.1.9 1.8v1.2h5.4v-1.2c0-.7.3-1.3.9-1.8A6 6 0 0 0 12 3.5z",
  symbols: "M12 19.5S4 15 4 9.4A4.2 4.2 0 0 1 12 7.2a4.2 4.2 0 0 1 8 2.2c0 5.6-8 10.1-8 10.1z",
  flags: "M6 20.5V4.8c4-2 7.5 2 12.5.2v8.8c-5 1.8-8.5-2.2-12.5-.2",
};

/** The icon of a category, 20 pixels square. */
export function categoryIcon(id) {
  const drawn = CATEGORIES[id] ?? "smile";
  if (!drawn.startsWith("M")) return icon(drawn, 20);
  const svg = document.createElementNS(SVG, "svg");
  const strokes = { fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round" };
  const attributes = { class: "i", width: 20, height: 20, viewBox: "0 0 24 24", "stroke-linejoin": "round", ...strokes };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", drawn);
  svg.append(path);
  return svg;
}
