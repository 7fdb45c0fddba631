const SIZE = 96;
const HEAD = "M14 44 L18 8 L38 24 Q48 21 58 24 L78 8 L82 44 Q86 52 82 64 Q74 88 48 88 Q22 88 14 64 Q10 52 14 44 Z";
const EYES = "M30 50 a5 6 0 1 0 10 0 a5 6 0 1 0 -10 0 M56 50 a5 6 0 1 0 10 0 a5 6 0 1 0 -10 0";

const drawn = new Map();

/** A cat's head in a colour, as the address of a picture. */
export function catIcon(color) {
  if (!drawn.has(color)) drawn.set(color, draw(color));
  return drawn.get(color);
}

function draw(color) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const brush = canvas.getContext("2d");
  brush.fillStyle = color;
  brush.fill(new Path2D(HEAD));
  brush.fillStyle = "#fffdfa";
  brush.fill(new Path2D(EYES));
  return canvas.toDataURL();
}
