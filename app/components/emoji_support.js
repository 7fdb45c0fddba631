/** Emoji versions after those that every system has, each with an emoji that it brought. */
const BROUGHT = [
  [13, "🥲"],
  [13.1, "❤️‍🔥"],
  [14, "🫠"],
  [15, "🫨"],
];
const SIDE = 24;

/** The newest Emoji version that this system draws in colour; all of them where it draws none so. */
export function newestDrawn() {
  const canvas = document.createElement("canvas");
  canvas.width = 2 * SIDE;
  canvas.height = SIDE;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context || !isDrawn(context, "😀")) return Infinity;
  const newest = BROUGHT.findLast(([, glyph]) => isDrawn(context, glyph));
  return newest ? newest[0] : 0;
}

/** Whether it is one picture: a box that stands for what is missing has no colour, and parts take more room. */
function isDrawn(context, glyph) {
  context.clearRect(0, 0, 2 * SIDE, SIDE);
  context.font = `${SIDE * 0.75}px "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif`;
  context.textBaseline = "top";
  context.fillStyle = "#000";
  context.fillText(glyph, 0, 0);
  if (context.measureText(glyph).width > 1.5 * SIDE) return false;
  const { data } = context.getImageData(0, 0, 2 * SIDE, SIDE);
  for (let at = 0; at < data.length; at += 4) {
    if (Math.abs(data[at] - data[at + 1]) > 40 || Math.abs(data[at + 1] - data[at + 2]) > 40) return true;
  }
  return false;
}
