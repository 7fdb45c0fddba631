import { oncePerFrame } from "miaou/frame.js";

/** Below a section's top by this much, one is in it. */
const WITHIN = 12;

/**
 * A toolbar whose buttons lead to the sections of what scrolls (both named by `data-category`); the section in view
 * marks its button. A button whose section is not there is hidden.
 */
export class Spy {
  /** @param {HTMLElement} bar  @param {HTMLElement} scroller  @param {(category: string) => void} turnTo */
  constructor(bar, scroller, turnTo) {
    this.bar = bar;
    this.scroller = scroller;
    scroller.addEventListener("scroll", oncePerFrame(() => this.mark()), { passive: true });
    bar.addEventListener("click", ({ target }) => {
      const { category } = target.closest("button")?.dataset ?? {};
      if (category) turnTo(category);
    });
    bar.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Scrolls to a section; gives its element. */
  reveal(category) {
    const section = this.#sections.find((each) => each.dataset.category === category);
    if (section) this.scroller.scrollTop = section.offsetTop;
    this.mark();
    return section;
  }

  /** Marks the button of the section at the top of what is seen. */
  mark() {
    const inView = this.#inView;
    const marked = this.#buttons.find((button) => button.dataset.category === inView);
    for (const button of this.#buttons) {
      if (button === marked) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      button.tabIndex = button === (marked ?? this.#buttons[0]) ? 0 : -1;
    }
  }

  /** Leaves those buttons that have a section. */
  offer(categories) {
    for (const button of this.bar.children) button.hidden = !categories.includes(button.dataset.category);
  }

  get #buttons() {
    return [...this.bar.children].filter((button) => !button.hidden);
  }

  get #sections() {
    return [...this.scroller.querySelectorAll("[data-category]")];
  }

  get #inView() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    const top = scrollTop + WITHIN;
    const atEnd = scrollTop + clientHeight >= scrollHeight - 1;
    const sections = this.#sections;
    const begun = sections.filter(({ offsetTop }) => offsetTop <= top);
    return (atEnd && top > WITHIN ? sections : begun).at(-1)?.dataset.category;
  }

  #key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = this.#buttons;
    buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length].focus();
  }
}
