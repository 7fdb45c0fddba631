/** Deeper than this there would be too few pixels left to make a face of. */
const FEWEST_PIXELS = 96;
const DEEPEST = 12;

/** The square of an upright picture that is kept. Lengths are the picture's pixels. */
export class Crop {
  /** The largest square in the middle. */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.shorter = Math.min(width, height);
    this.deepest = within(this.shorter / FEWEST_PIXELS, 2, DEEPEST);
    this.side = this.shorter;
    this.left = (width - this.side) / 2;
    this.top = (height - this.side) / 2;
  }

  /** From 1, all that fits, to `deepest`. */
  get zoom() {
    return this.shorter / this.side;
  }

  /** Zooms while one point of the square, from 0 to 1 each way, stays where it is. */
  zoomTo(zoom, u = 0.5, v = 0.5) {
    const side = this.shorter / within(zoom, 1, this.deepest);
    this.#place(this.left + (this.side - side) * u, this.top + (this.side - side) * v, side);
  }

  /** Moves the square over the picture, in sides of the square. */
  move(du, dv) {
    this.#place(this.left + du * this.side, this.top + dv * this.side, this.side);
  }

  /** What the server takes: fractions of the width, of the height, of the shorter side. */
  get fractions() {
    return { x: this.left / this.width, y: this.top / this.height, side: this.side / this.shorter };
  }

  #place(left, top, side) {
    this.side = side;
    this.left = within(left, 0, this.width - side);
    this.top = within(top, 0, this.height - side);
  }
}

function within(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
