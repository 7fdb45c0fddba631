import { everyMinute } from "miaou/every_minute.js";
import { closeMenu, openMenu } from "miaou/menu.js";
import { dateOf, timeOf } from "miaou/moments.js";

/**
 * The bar at the top: its menus, the date and the time, oneself.
 * @param {HTMLElement} root
 * @param {(name: string) => (object|string)[]} menus the items of one, by its `data-menu`
 */
export function attachMenuBar(root, menus) {
  new MenuBar(root.querySelector("[role=menubar]"), menus).start();
  const now = root.querySelector(".now");
  everyMinute((at) => {
    now.textContent = `${dateOf(at)} · ${timeOf(at)}`;
    now.dateTime = new Date(at).toISOString();
  });
}

class MenuBar {
  #open = null;
  /** A press outside closes the menu before the button hears of its click. */
  #pressed = null;
  #pointed = null;

  constructor(bar, menus) {
    this.bar = bar;
    this.menus = menus;
    this.buttons = [...bar.querySelectorAll("[data-menu]")];
  }

  start() {
    for (const button of this.buttons) {
      button.addEventListener("click", (event) => {
        // A click without a pointer comes from Enter or the space bar.
        const byKey = event.detail === 0;
        // The pointer that came from another menu has just opened this one: its click means to.
        const closes = !byKey && this.#pressed === button && this.#pointed !== button;
        this.#pointed = null;
        if (!closes) this.#show(button, byKey ? "first" : "");
      });
      button.addEventListener("pointerenter", (event) => {
        if (!this.#open || this.#open === button || event.pointerType !== "mouse") return;
        this.#show(button);
        this.#pointed = button;
      });
    }
    // At the window: before the menu itself, which a press outside closes.
    window.addEventListener("pointerdown", () => (this.#pressed = this.#open), true);
    this.bar.addEventListener("keydown", (event) => this.#key(event));
  }

  #show(button, focus = "") {
    this.#reach(button);
    openMenu(this.menus(button.dataset.menu), { below: button }, {
      label: button.textContent,
      focus,
      sideways: (step) => this.#show(this.#beside(button, step), "first"),
      closed: () => {
        button.setAttribute("aria-expanded", "false");
        if (this.#open === button) this.#open = null;
      },
    });
    this.#open = button;
    button.setAttribute("aria-expanded", "true");
  }

  #key(event) {
    const button = event.target.closest("[data-menu]");
    if (!button) return;
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (event.key in steps) this.#reach(this.#beside(button, steps[event.key]));
    else if (event.key === "Home") this.#reach(this.buttons[0]);
    else if (event.key === "End") this.#reach(this.buttons.at(-1));
    else if (event.key === "ArrowDown") this.#show(button, "first");
    else if (event.key === "ArrowUp") this.#show(button, "last");
    else if (event.key === "Escape") closeMenu();
    else return;
    event.preventDefault();
  }

  #beside(button, step) {
    const { length } = this.buttons;
    return this.buttons[(this.buttons.indexOf(button) + step + length) % length];
  }

  /** One of them can be reached by Tab; from there on, the arrows. */
  #reach(button) {
    for (const each of this.buttons) each.tabIndex = each === button ? 0 : -1;
    button.focus({ preventScroll: true });
  }
}
