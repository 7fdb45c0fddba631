const SIDE = 24;

/**
 * The greatest of some numbers whose picture this system draws in colour; null where that cannot be told.
 * @param {[number, string][]} probes each number with a text that is one coloured picture; the first is drawn everywhere
 * @param {string} fonts the families that may have them
 */
export function greatestDrawn(probes, fonts) {
  const canvas = document.createElement("canvas");
  canvas.width = 2 * SIDE;
  canvas.height = SIDE;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context || !isDrawn(context, probes[0][1], fonts)) return null;
  return probes.findLast(([, picture]) => isDrawn(context, picture, fonts))[0];
}

/** Whether it is one picture: a box that stands for what is missing has no colour, and parts take more room. */
function isDrawn(context, picture, fonts) {
  context.clearRect(0, 0, 2 * SIDE, SIDE);
  context.font = `${SIDE * 0.75}px ${fonts}`;
  context.textBaseline = "top";
  context.fillStyle = "#000";
  context.fillText(picture, 0, 0);
  if (context.measureText(picture).width > 1.5 * SIDE) return false;
  const { data } = context.getImageData(0, 0, 2 * SIDE, SIDE);
  for (let at = 0; at < data.length; at += 4) {
    if (Math.abs(data[at] - data[at + 1]) > 40 || Math.abs(data[at + 1] - data[at + 2]) > 40) return true;
  }
  return false;
}
