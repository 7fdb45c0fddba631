/** Deeper than this there would be too few of a picture's pixels left. */
const FEWEST_PIXELS = 96;
const DEEPEST = 12;
/** A notch of a mouse wheel is about 100 pixels. */
const ZOOM_PER_PIXEL = 1.0015;
const LINE_PX = 16;
const KEY_STEP = 0.05;
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * The square of an upright picture that is kept: its stage shows each `.picture` so that it fills the `.lens`, where it
 * is placed by dragging, wheel, pinch, keys and slider.
 */
export class ImageSquare {
  /** In the picture's pixels; no width while there is none. */
  #width = 0;
  #height = 0;
  #left = 0;
  #top = 0;
  #side = 0;
  #fingers = new Map();

  /** @param {HTMLElement} stage  @param {HTMLInputElement} slider its zoom, 0 to 100 */
  constructor(stage, slider) {
    this.stage = stage;
    this.slider = slider;
    this.lens = stage.querySelector(".lens");
    this.pictures = stage.querySelectorAll(".picture");
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#moved(event));
    for (const end of ["pointerup", "pointercancel"]) {
      stage.addEventListener(end, ({ pointerId }) => this.#fingers.delete(pointerId));
    }
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    stage.addEventListener("keydown", (event) => this.#key(event));
    slider.addEventListener("input", () => this.#zoomTo(this.#deepest ** (slider.value / 100)));
    // A phone that is turned has a stage of another size.
    new ResizeObserver(() => this.#draw()).observe(stage);
  }

  /** Shows a picture that has been decoded, the largest square in its middle to begin with. */
  show({ src, naturalWidth: width, naturalHeight: height }) {
    for (const picture of this.pictures) picture.src = src;
    [this.#width, this.#height] = [width, height];
    this.#place((width - this.#shorter) / 2, (height - this.#shorter) / 2, this.#shorter);
  }

  clear() {
    for (const picture of this.pictures) picture.removeAttribute("src");
    this.#width = 0;
    this.#fingers.clear();
  }

  /** What the server takes, fractions of the width, the height and the shorter side; null for the middle of it. */
  get fractions() {
    if (!this.#width) return null;
    return { x: this.#left / this.#width, y: this.#top / this.#height, side: this.#side / this.#shorter };
  }

  /** Zooms about a point of the screen, else about the middle. */
  zoom(factor, about = null) {
    const { left, top, width } = this.lens.getBoundingClientRect();
    const [u, v] = about ? [(about.x - left) / width, (about.y - top) / width] : [0.5, 0.5];
    this.#zoomTo((factor * this.#shorter) / this.#side, u, v);
  }

  get #shorter() {
    return Math.min(this.#width, this.#height);
  }

  get #deepest() {
    return within(this.#shorter / FEWEST_PIXELS, 2, DEEPEST);
  }

  /** From 1, all that fits, to the deepest, while one point of the square, from 0 to 1 each way, stays where it is. */
  #zoomTo(zoom, u = 0.5, v = 0.5) {
    const side = this.#shorter / within(zoom, 1, this.#deepest);
    this.#place(this.#left + (this.#side - side) * u, this.#top + (this.#side - side) * v, side);
  }

  /** Moves the square over the picture, in sides of the square. */
  #move(du, dv) {
    this.#place(this.#left + du * this.#side, this.#top + dv * this.#side, this.#side);
  }

  #place(left, top, side) {
    this.#side = side;
    this.#left = within(left, 0, this.#width - side);
    this.#top = within(top, 0, this.#height - side);
    this.#draw();
  }

  #draw() {
    const { stage, lens, slider } = this;
    if (!this.#width || !lens.clientWidth) return;
    const scale = lens.clientWidth / this.#side;
    const shown = { w: this.#width, h: this.#height, x: -this.#left, y: -this.#top };
    for (const [name, length] of Object.entries(shown)) stage.style.setProperty(`--${name}`, `${length * scale}px`);
    const zoom = this.#shorter / this.#side;
    slider.value = (100 * Math.log(zoom)) / Math.log(this.#deepest);
    slider.setAttribute("aria-valuetext", `${Math.round(zoom * 100)} %`);
  }

  #down({ pointerId, button, clientX: x, clientY: y }) {
    if (!this.#width || button !== 0) return;
    this.stage.setPointerCapture(pointerId);
    this.#fingers.set(pointerId, { x, y });
  }

  #moved({ pointerId, clientX: x, clientY: y }) {
    if (!this.#fingers.has(pointerId)) return;
    const before = this.#grip();
    this.#fingers.set(pointerId, { x, y });
    const after = this.#grip();
    const side = this.lens.clientWidth;
    this.#move((before.x - after.x) / side, (before.y - after.y) / side);
    if (before.spread && after.spread) this.zoom(after.spread / before.spread, after);
  }

  /** The middle of all fingers that hold the picture, and how far apart the first two are. */
  #grip() {
    const fingers = [...this.#fingers.values()];
    const [one, two] = fingers;
    const middle = (of) => fingers.reduce((sum, finger) => sum + finger[of], 0) / fingers.length;
    return { x: middle("x"), y: middle("y"), spread: two ? Math.hypot(one.x - two.x, one.y - two.y) : 0 };
  }

  #wheel(event) {
    if (!this.#width) return;
    event.preventDefault();
    // A trackpad's pinch comes as a wheel with Ctrl, in far smaller steps.
    const pixels = event.deltaY * (event.deltaMode ? LINE_PX : 1) * (event.ctrlKey ? 6 : 1);
    this.zoom(ZOOM_PER_PIXEL ** -pixels, { x: event.clientX, y: event.clientY });
  }

  #key(event) {
    if (!this.#width || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const step = event.shiftKey ? KEY_STEP * 4 : KEY_STEP;
    if (arrow) this.#move(arrow[0] * step, arrow[1] * step);
    else if (event.key in ZOOMS) this.zoom(ZOOMS[event.key]);
    else return;
    event.preventDefault();
  }
}

/** What one press of a key or a button zooms. */
export const ZOOMS = { "+": 1.15, "=": 1.15, "-": 1 / 1.15, "−": 1 / 1.15 };

function within(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
