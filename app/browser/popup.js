/** Between a popup and what it opens from, and the window's edges. */
const GAP = 8;

let made = 0;

/**
 * A native popover that belongs to a button: it opens beside a box, closes when one goes elsewhere, and gives the focus
 * back. The style sheet reads its place from `--top`, `--bottom`, `--left` and `--room`.
 */
export class Popup {
  #byKey = false;
  /** A press outside closes it before the button hears of its click. */
  #pressedOpen = false;
  /** Whether the focus may be elsewhere for a moment. */
  lenient = false;

  /**
   * @param {HTMLElement} element  @param {HTMLButtonElement} button
   * @param {HTMLElement} box what it stands beside  @param {HTMLElement} home where the focus goes after a click
   * @param {{opened: () => HTMLElement, closed: () => void}} told the first gives what takes the focus
   * @param {AbortSignal} [signal] ends it
   */
  constructor({ element, button, box, home }, told, signal) {
    Object.assign(this, { element, button, box, home, told });
    element.id ||= `popup-${(made += 1)}`;
    element.popover = "auto";
    element.tabIndex = -1;
    button.setAttribute("aria-controls", element.id);
    button.addEventListener("pointerdown", () => (this.#pressedOpen = this.isOpen));
    element.addEventListener("toggle", ({ newState }) => newState === "closed" && this.#closed());
    document.addEventListener(
      "focusin",
      ({ target }) => {
        if (!element.contains(target) && target !== button && !this.lenient) this.close(false);
      },
      { signal },
    );
    window.addEventListener("resize", () => this.isOpen && this.#place(), { signal });
  }

  get isOpen() {
    return this.element.matches(":popover-open");
  }

  /** @param {boolean} byKey whether the focus goes back to the button when it is closed, not to its home */
  toggle(byKey) {
    const closes = this.isOpen || (this.#pressedOpen && !byKey);
    this.#pressedOpen = false;
    if (closes) return this.close();
    this.#byKey = byKey;
    // Told first: what the button stands in may grow, and the popup stands clear of it.
    this.button.setAttribute("aria-expanded", "true");
    this.element.showPopover();
    this.#place();
    this.told.opened().focus({ preventScroll: true });
  }

  close(giveFocusBack = true) {
    if (!this.isOpen) return;
    this.element.hidePopover();
    if (giveFocusBack) (this.#byKey ? this.button : this.home).focus({ preventScroll: true });
  }

  #closed() {
    this.button.setAttribute("aria-expanded", "false");
    this.told.closed();
  }

  /** Above the box, or below it where there is more room; a sheet on a phone is placed by its style alone. */
  #place() {
    const { style } = this.element;
    const { left } = this.button.getBoundingClientRect();
    const box = this.box.getBoundingClientRect();
    const above = box.top > window.innerHeight - box.bottom;
    style.setProperty("--room", `${(above ? box.top : window.innerHeight - box.bottom) - 2 * GAP}px`);
    style.setProperty("--top", above ? "auto" : `${box.bottom + GAP}px`);
    style.setProperty("--bottom", above ? `${window.innerHeight - box.top + GAP}px` : "auto");
    const most = window.innerWidth - this.element.offsetWidth - GAP;
    style.setProperty("--left", `${Math.max(GAP, Math.min(left - 3 * GAP, most))}px`);
  }
}
