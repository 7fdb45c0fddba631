const NEAR_PX = 48;
const topOf = (element) => element.getBoundingClientRect().top;

/** Where the reader is in a scroller, kept while rows come and go around that place. */
export class Place {
  /** At the newest end: what comes next scrolls into view by itself. Null until the reader is where they are to be. */
  atEnd = true;
  anchors = [];
  /** Where `goToEnd` went: the event that follows from it says nothing about the reader. */
  #went = NaN;
  #long = 0;
  #width = 0;
  #height = 0;

  /** `scroller.dataset.order` says which end is the newest; `elements()` what may be in view; it may go on there. */
  constructor(scroller, elements, goesOn = () => false) {
    Object.assign(this, { scroller, elements, goesOn });
    // The browser's own anchoring would do it a second time; Safari has none.
    scroller.style.overflowAnchor = "none";
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // What stands below it grows, the window shrinks, a keyboard slides in.
    new ResizeObserver(() => this.#resized()).observe(scroller);
  }

  get newestFirst() {
    return this.scroller.dataset.order === "newest-first";
  }

  /** Pixels from what is in view to the newest end. */
  toNewest() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return this.newestFirst ? scrollTop : scrollHeight - clientHeight - scrollTop;
  }

  toOldest = () => this.scroller.scrollHeight - this.scroller.clientHeight - this.toNewest();

  #capture() {
    const inView = this.elements().filter((element) => this.sees(element));
    this.anchors = inView.map((element) => ({ element, stood: this.#standing(element) }));
  }

  #standing = (element) => topOf(element) - topOf(this.scroller);

  /** Goes back there: to the newest end, or to where the first of those elements that is left stood. */
  restore() {
    const { scroller } = this;
    // Nothing has come: whoever begins to scroll away is not held back.
    if (this.atEnd) return void (scroller.scrollHeight === this.#long || this.goToEnd());
    const anchor = this.anchors.find(({ element }) => element.isConnected);
    if (anchor) scroller.scrollTop += this.#standing(anchor.element) - anchor.stood;
    this.#capture();
  }

  goToEnd() {
    this.atEnd = true;
    this.scroller.scrollTop = this.newestFirst ? 0 : this.scroller.scrollHeight;
    this.#went = this.scroller.scrollTop;
    this.#long = this.scroller.scrollHeight;
  }

  #resized() {
    const { clientWidth, clientHeight } = this.scroller;
    const turned = clientWidth !== this.#width && this.#width > 0 && clientWidth > 0;
    [this.#width, this.#height] = [clientWidth, clientHeight];
    // Another width breaks all lines anew: a telephone was turned, a window drawn wider.
    if (this.atEnd) this.goToEnd();
    else if (turned) this.restore();
  }

  #scrolled() {
    const { scrollTop, clientWidth, clientHeight } = this.scroller;
    if (scrollTop === this.#went || this.atEnd === null) return;
    // The room has changed and the observer is yet to hear of it: the reader has not moved.
    if (clientWidth !== this.#width || clientHeight !== this.#height) return;
    this.#went = NaN;
    this.look();
  }

  /** Whether that is the newest end, where the reader is now. */
  look() {
    this.atEnd = this.toNewest() < NEAR_PX && !this.goesOn();
    if (!this.atEnd) this.#capture();
  }

  show(element, stood = this.scroller.clientHeight / 4) {
    [this.atEnd, this.#went, this.anchors] = [false, NaN, [{ element, stood }]];
    this.restore();
    this.look();
  }

  sees(element) {
    const [{ top, bottom }, box] = [element, this.scroller].map((each) => each.getBoundingClientRect());
    return bottom > box.top && top < box.bottom;
  }
}
