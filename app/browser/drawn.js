const SIDE = 24;

let known;

/**
 * The greatest of some numbers whose picture this system draws in colour; null where that cannot be told.
 * @param {string} probes in JSON, `[number, picture]` each: a text that is one picture; the first is drawn everywhere
 * @param {string} fonts the families that may have them
 */
export function greatestDrawn(probes, fonts) {
  return (known ??= reckon(JSON.parse(probes), fonts));
}

function reckon(probes, fonts) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * SIDE, height: SIDE });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  Object.assign(context, { font: `${SIDE * 0.75}px ${fonts}`, textBaseline: "top", fillStyle: "#000" });
  if (!isDrawn(context, probes[0][1])) return null;
  return probes.findLast(([, picture]) => isDrawn(context, picture))[0];
}

/** Whether it is one picture: a box that stands for what is missing has no colour, and parts take more room. */
function isDrawn(context, picture) {
  context.clearRect(0, 0, 2 * SIDE, SIDE);
  context.fillText(picture, 0, 0);
  if (context.measureText(picture).width > 1.5 * SIDE) return false;
  const { data } = context.getImageData(0, 0, 2 * SIDE, SIDE);
  // Of each pixel red, green, blue and how opaque it is.
  return data.some((part, at) => at % 4 < 2 && Math.abs(part - data[at + 1]) > 40);
}
