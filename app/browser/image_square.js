import { onKey } from "miaou/enter.js";

const ZOOMS = { "+": 1.15, "=": 1.15, "-": 1 / 1.15, "−": 1 / 1.15 };
const ARROWS = { ArrowLeft: [10, 0], ArrowRight: [-10, 0], ArrowUp: [0, 10], ArrowDown: [0, -10] };
const ZOOM_PER_PIXEL = 1.0015;

const spreadOf = ([one, two]) => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);

/**
 * The square of a picture that is kept, sent with its form as `x`, `y` and `side`: parts of the width, of the height
 * and of the shorter side. In its `.around` the picture of the file field is scrolled below the `.lens`: by finger,
 * mouse and arrows; and zoomed by wheel, pinch, keys, buttons `data-zoom` and the slider, which counts how often it is
 * doubled. `data-state` is "empty", "placing", or "unshown" where this browser cannot show it: then the middle is kept.
 * The style sheet lays it out: `--w` and `--h`, its width and height beside the lens, before it is zoomed by `--zoom`.
 */
export function attach(root) {
  const parts = [".stage", ".around", ".lens", ".picture", "[type=range]", "[type=file]"];
  const [stage, around, lens, picture, slider, chooser] = parts.map((css) => root.querySelector(css));

  /** Zooms, be it as the slider says; what lies in the middle stays there. */
  const zoom = (factor = 1) => {
    const before = picture.clientWidth;
    slider.value = Number(slider.value) + Math.log2(factor);
    slider.setAttribute("aria-valuetext", `${Math.round(2 ** slider.value * 100)} %`);
    stage.style.setProperty("--zoom", 2 ** slider.value);
    const more = picture.clientWidth / before - 1;
    const half = lens.clientWidth / 2;
    around.scrollBy((around.scrollLeft + half) * more, (around.scrollTop + half) * more);
  };
  const show = async () => {
    const [file] = chooser.files;
    picture.src = file ? URL.createObjectURL(file) : "";
    const isShown = await picture.decode().then(() => true, () => false);
    // Another one may have been brought since.
    if (chooser.files[0] !== file) return;
    URL.revokeObjectURL(picture.src);
    root.dataset.state = chooser.validity.valid ? (isShown ? "placing" : "unshown") : "empty";
    const { naturalWidth: width, naturalHeight: height } = picture;
    stage.style.setProperty("--w", width / Math.min(width, height));
    stage.style.setProperty("--h", height / Math.min(width, height));
    slider.value = 0;
    zoom();
    around.scrollTo((around.scrollWidth - around.clientWidth) / 2, (around.scrollHeight - around.clientHeight) / 2);
    around.focus();
  };
  chooser.addEventListener("change", show);
  slider.addEventListener("input", () => zoom());
  root.addEventListener("click", ({ target }) => zoom(target.closest("[data-zoom]")?.dataset.zoom));
  root.closest("form").addEventListener("formdata", ({ formData }) => {
    if (root.dataset.state !== "placing") return;
    const { width, height } = picture.getBoundingClientRect();
    const square = { x: around.scrollLeft / width, y: around.scrollTop / height, side: 2 ** -slider.value };
    for (const part of Object.entries(square)) formData.set(...part);
  });

  // A finger scrolls it by itself.
  stage.addEventListener("pointerdown", ({ pointerId }) => stage.setPointerCapture(pointerId));
  stage.addEventListener("pointermove", ({ movementX, movementY, buttons, pointerType }) => {
    if (buttons === 1 && pointerType === "mouse") around.scrollBy(-movementX, -movementY);
  });
  let spread = 0;
  stage.addEventListener("touchstart", ({ touches }) => (spread = touches[1] ? spreadOf(touches) : 0));
  stage.addEventListener("touchmove", (event) => {
    if (!event.touches[1]) return;
    event.preventDefault();
    zoom(spreadOf(event.touches) / spread);
    spread = spreadOf(event.touches);
  }, { passive: false });
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    // A trackpad's pinch comes as a wheel with Ctrl, in far smaller steps.
    zoom(ZOOM_PER_PIXEL ** (event.deltaY * (event.ctrlKey ? -6 : -1)));
  }, { passive: false });
  onKey(stage, ({ key, shiftKey, ctrlKey, metaKey, altKey }) => {
    if (ctrlKey || metaKey || altKey) return null;
    if (key in ZOOMS) return () => zoom(ZOOMS[key]);
    return key in ARROWS && (() => around.scrollBy(...ARROWS[key].map((pixels) => pixels * (shiftKey ? 4 : 1))));
  });
}
