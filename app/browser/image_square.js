/** Deeper than this there would be too few of a picture's pixels left. */
const FEWEST_PIXELS = 96;
const DEEPEST = 12;
/** A notch of a mouse wheel is about 100 pixels. */
const ZOOM_PER_PIXEL = 1.0015;
const KEY_STEP = 0.05;
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
/** What one press of a key or a button zooms. */
export const ZOOMS = { "+": 1.15, "=": 1.15, "-": 1 / 1.15, "−": 1 / 1.15 };

/**
 * The square of an upright picture that is kept: its stage shows each `.picture` so that it fills the `.lens`, where it
 * is placed by dragging, wheel, pinch, keys and slider. The style sheet lays it out: `--w` and `--h` are its size in
 * sides of the lens, `--x` and `--y` the parts of that which lie before the square.
 */
export class ImageSquare {
  /** The shorter side, as parts of the width and of the height; null while there is no picture. */
  #parts = null;
  /** Where the square begins, as parts of the width and of the height. */
  #at = [0, 0];
  /** From 1, all that fits, to the deepest. */
  #zoom = 1;
  #deepest = DEEPEST;
  #fingers = new Map();

  /** @param {HTMLElement} stage  @param {HTMLInputElement} slider its zoom, 0 to 100 */
  constructor(stage, slider) {
    Object.assign(this, { stage, slider, lens: stage.querySelector(".lens") });
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#moved(event));
    stage.addEventListener("lostpointercapture", ({ pointerId }) => this.#fingers.delete(pointerId));
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    stage.addEventListener("keydown", (event) => this.#key(event));
    slider.addEventListener("input", () => this.zoom());
  }

  /** Shows a picture that has been decoded, the largest square in its middle to begin with. */
  show({ src, naturalWidth: width, naturalHeight: height }) {
    for (const picture of this.stage.querySelectorAll(".picture")) picture.src = src;
    const shorter = Math.min(width, height);
    this.#deepest = Math.min(Math.max(shorter / FEWEST_PIXELS, 2), DEEPEST);
    this.#parts = [shorter / width, shorter / height];
    this.#at = this.#parts.map((part) => (1 - part) / 2);
    this.#zoom = 1;
    this.slider.value = 0;
    this.zoom();
  }

  clear() {
    for (const picture of this.stage.querySelectorAll(".picture")) picture.removeAttribute("src");
    this.#parts = null;
    this.#fingers.clear();
  }

  /** What the server takes, parts of the width, the height and the shorter side; null for the middle of it. */
  get fractions() {
    const [x, y] = this.#at;
    return this.#parts && { x, y, side: 1 / this.#zoom };
  }

  /** Zooms, be it as the slider says; what lies at a point of the screen, else in the middle, stays there. */
  zoom(factor = 1, about = null) {
    const { left, top, width } = this.lens.getBoundingClientRect();
    const still = about ? [(about.x - left) / width, (about.y - top) / width] : [0.5, 0.5];
    const side = 1 / this.#zoom;
    // The slider keeps it within its ends.
    this.slider.value = Number(this.slider.value) + (100 * Math.log(factor)) / Math.log(this.#deepest);
    this.#zoom = this.#deepest ** (this.slider.value / 100);
    this.slider.setAttribute("aria-valuetext", `${Math.round(this.#zoom * 100)} %`);
    this.#move(still.map((part) => part * (side * this.#zoom - 1)));
  }

  /** Moves the square over the picture, in sides of the square. */
  #move(by) {
    const sides = this.#parts.map((part) => part / this.#zoom);
    this.#at = sides.map((side, n) => Math.min(Math.max(this.#at[n] + by[n] * side, 0), 1 - side));
    const [[w, h], [x, y]] = [sides.map((side) => 1 / side), this.#at];
    for (const [name, value] of Object.entries({ w, h, x, y })) this.stage.style.setProperty(`--${name}`, value);
  }

  #down({ pointerId, button, clientX: x, clientY: y }) {
    if (!this.#parts || button !== 0) return;
    this.stage.setPointerCapture(pointerId);
    this.#fingers.set(pointerId, { x, y });
  }

  #moved({ pointerId, clientX: x, clientY: y }) {
    if (!this.#fingers.has(pointerId)) return;
    const before = this.#grip();
    this.#fingers.set(pointerId, { x, y });
    const after = this.#grip();
    const side = this.lens.clientWidth;
    this.#move([(before.x - after.x) / side, (before.y - after.y) / side]);
    if (before.spread && after.spread) this.zoom(after.spread / before.spread, after);
  }

  /** The middle of the finger or the two that hold the picture, and how far apart they are. */
  #grip() {
    const [one, two = one] = this.#fingers.values();
    return { x: (one.x + two.x) / 2, y: (one.y + two.y) / 2, spread: Math.hypot(one.x - two.x, one.y - two.y) };
  }

  #wheel(event) {
    if (!this.#parts) return;
    event.preventDefault();
    // A trackpad's pinch comes as a wheel with Ctrl, in far smaller steps.
    this.zoom(ZOOM_PER_PIXEL ** (event.deltaY * (event.ctrlKey ? -6 : -1)), { x: event.clientX, y: event.clientY });
  }

  #key(event) {
    if (!this.#parts || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? KEY_STEP * 4 : KEY_STEP;
    if (event.key in ARROWS) this.#move(ARROWS[event.key].map((way) => way * step));
    else if (event.key in ZOOMS) this.zoom(ZOOMS[event.key]);
    else return;
    event.preventDefault();
  }
}
