import { Crop } from "miaou/image_crop.js";

/** A notch of a mouse wheel is about 100 pixels. */
const ZOOM_PER_PIXEL = 1.0015;
const LINE_PX = 16;
const KEY_ZOOM = 1.15;
const KEY_STEP = 0.05;
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Where a picture is placed in the round of its cat: by dragging, wheel, pinch, keys and slider. */
export class ImageStage {
  /** The square that is kept, or null while no picture is shown. */
  crop = null;
  #fingers = new Map();

  /**
   * @param {HTMLElement} element the stage
   * @param {HTMLInputElement} slider its zoom, 0 to 100
   */
  constructor(element, slider) {
    this.element = element;
    this.slider = slider;
    this.lens = element.querySelector(".lens");
    element.addEventListener("pointerdown", (event) => this.#down(event));
    element.addEventListener("pointermove", (event) => this.#moved(event));
    for (const end of ["pointerup", "pointercancel"]) {
      element.addEventListener(end, (event) => this.#fingers.delete(event.pointerId));
    }
    element.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    element.addEventListener("keydown", (event) => this.#key(event));
    slider.addEventListener("input", () => this.#slid());
    // The phone turned: the stage has another size.
    this.resizing = new ResizeObserver(() => this.#draw());
    this.resizing.observe(element);
  }

  /** Shows a picture that has been decoded, the largest square of it to begin with. */
  show({ src, naturalWidth, naturalHeight }) {
    for (const picture of this.element.querySelectorAll(".picture")) picture.src = src;
    this.crop = new Crop(naturalWidth, naturalHeight);
    this.#draw();
  }

  clear() {
    for (const picture of this.element.querySelectorAll(".picture")) picture.removeAttribute("src");
    this.crop = null;
    this.#fingers.clear();
  }

  zoomIn() {
    this.#zoom(KEY_ZOOM);
  }

  zoomOut() {
    this.#zoom(1 / KEY_ZOOM);
  }

  #down(event) {
    if (!this.crop || event.button !== 0) return;
    this.element.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  #moved(event) {
    const finger = this.#fingers.get(event.pointerId);
    if (!finger || !this.crop) return;
    const before = this.#grip();
    Object.assign(finger, { x: event.clientX, y: event.clientY });
    const after = this.#grip();
    const side = this.lens.clientWidth;
    this.crop.move((before.x - after.x) / side, (before.y - after.y) / side);
    if (before.spread && after.spread) this.#zoom(after.spread / before.spread, after);
    else this.#draw();
  }

  /** The middle of all fingers that hold the picture, and how far apart the first two are. */
  #grip() {
    const fingers = [...this.#fingers.values()];
    const [one, two] = fingers;
    return {
      x: fingers.reduce((sum, { x }) => sum + x, 0) / fingers.length,
      y: fingers.reduce((sum, { y }) => sum + y, 0) / fingers.length,
      spread: two ? Math.hypot(one.x - two.x, one.y - two.y) : 0,
    };
  }

  #wheel(event) {
    if (!this.crop) return;
    event.preventDefault();
    // A trackpad's pinch comes as a wheel with Ctrl, in far smaller steps.
    const pixels = event.deltaY * (event.deltaMode ? LINE_PX : 1) * (event.ctrlKey ? 6 : 1);
    this.#zoom(ZOOM_PER_PIXEL ** -pixels, { x: event.clientX, y: event.clientY });
  }

  #key(event) {
    if (!this.crop || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const step = event.shiftKey ? KEY_STEP * 4 : KEY_STEP;
    if (arrow) this.crop.move(arrow[0] * step, arrow[1] * step);
    else if (event.key === "+" || event.key === "=") this.crop.zoomTo(this.crop.zoom * KEY_ZOOM);
    else if (event.key === "-" || event.key === "−") this.crop.zoomTo(this.crop.zoom / KEY_ZOOM);
    else return;
    event.preventDefault();
    this.#draw();
  }

  #slid() {
    if (!this.crop) return;
    this.crop.zoomTo(this.crop.deepest ** (this.slider.value / 100));
    this.#draw();
  }

  /** Zooms about a point of the screen, else about the middle. */
  #zoom(factor, about = undefined) {
    if (!this.crop) return;
    const { left, top, width } = this.lens.getBoundingClientRect();
    const [u, v] = about ? [(about.x - left) / width, (about.y - top) / width] : [0.5, 0.5];
    this.crop.zoomTo(this.crop.zoom * factor, u, v);
    this.#draw();
  }

  #draw() {
    const { crop, element, lens, slider } = this;
    const shown = lens.clientWidth;
    if (!crop || !shown) return;
    const scale = shown / crop.side;
    element.style.setProperty("--w", `${crop.width * scale}px`);
    element.style.setProperty("--h", `${crop.height * scale}px`);
    element.style.setProperty("--x", `${-crop.left * scale}px`);
    element.style.setProperty("--y", `${-crop.top * scale}px`);
    const along = (100 * Math.log(crop.zoom)) / Math.log(crop.deepest);
    if (Math.abs(along - slider.value) > 0.01) slider.value = along;
    slider.setAttribute("aria-valuetext", `${Math.round(crop.zoom * 100)} %`);
  }
}
