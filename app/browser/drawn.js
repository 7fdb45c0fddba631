const SIDE = 24;

let known;

/**
 * The greatest of some numbers whose picture this system draws in colour; null where it draws none.
 * @param {string} probes in JSON, `[number, picture]` each, in order  @param {string} fonts families that may have them
 */
export function greatestDrawn(probes, fonts) {
  const context = new OffscreenCanvas(2 * SIDE, SIDE).getContext("2d", { willReadFrequently: true });
  Object.assign(context, { font: `${SIDE * 0.75}px ${fonts}`, textBaseline: "top" });
  return (known ??= JSON.parse(probes).findLast(([, picture]) => isDrawn(context, picture)) ?? [null])[0];
}

/** Whether it is one picture: a box that stands for what is missing has no colour, and parts take more room. */
function isDrawn(context, picture) {
  context.clearRect(0, 0, 2 * SIDE, SIDE);
  context.fillText(picture, 0, 0);
  const { data } = context.getImageData(0, 0, 2 * SIDE, SIDE);
  const hasColour = data.some((part, at) => at % 4 < 2 && Math.abs(part - data[at + 1]) > 40);
  return hasColour && context.measureText(picture).width <= 1.5 * SIDE;
}
