import { onAction } from "miaou/actions.js";
import { make } from "miaou/fragment.js";
import { wire } from "miaou/wire.js";

const PANELS = { drawer: ".drawer", people: ".people" };

/** On a narrow window the two drawers slide over the talk, one at a time. */
class Panels {
  #opener = null;

  start() {
    const scrim = document.querySelector(".scrim") ?? document.body.appendChild(make("div", "scrim"));
    scrim.addEventListener("click", () => this.close());
    onAction("open-drawer", (button) => this.toggle("drawer", button));
    onAction("open-people", (button) => this.toggle("people", button));
    onAction("close-panel", () => this.close());
    wire.state.main.on("chosen", () => this.close(false));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.open && !event.defaultPrevented) this.close();
    });
  }

  /** "drawer", "people" or "". */
  get open() {
    return document.body.dataset.panel ?? "";
  }

  toggle(name, opener) {
    if (this.open === name) this.close();
    else this.#show(name, opener);
  }

  close(giveFocusBack = true) {
    if (!this.open) return;
    this.#show("", null);
    if (giveFocusBack) this.#opener?.focus();
    this.#opener = null;
  }

  #show(name, opener) {
    document.body.dataset.panel = name;
    this.#opener?.setAttribute("aria-expanded", "false");
    if (!name) return;
    this.#opener = opener;
    opener.setAttribute("aria-expanded", "true");
    const panel = document.querySelector(PANELS[name]);
    // A field would call the keyboard up over what one wants to see: a button or a link takes the focus.
    const target = panel?.querySelector("[aria-current] a, a[href], button");
    // It becomes focusable with the style that this very change brings.
    requestAnimationFrame(() => target?.focus({ preventScroll: true }));
  }
}

export const panels = new Panels();
