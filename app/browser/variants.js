/** A button that unfolds a group of radio buttons, and folds them again once one is chosen. */
export class Variants {
  /** @param {HTMLButtonElement} button  @param {HTMLElement} group  @param {(value: number) => void} chosen */
  constructor(button, group, chosen) {
    this.button = button;
    this.group = group;
    group.id ||= `${button.closest("[id]").id}-variants`;
    button.setAttribute("aria-controls", group.id);
    button.addEventListener("click", () => (group.hidden ? this.#unfold() : this.fold()));
    group.addEventListener("change", () => chosen(this.value));
    // Arrows try them; a click, Enter or the space bar is a choice.
    group.addEventListener("click", ({ detail }) => detail && this.fold());
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.fold();
    });
  }

  get value() {
    return Number(this.group.querySelector(":checked").value);
  }

  holds(element) {
    return this.group.contains(element);
  }

  fold() {
    const held = this.holds(document.activeElement);
    this.group.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (held) this.button.focus();
  }

  /** Takes over what the same button and the same group say in newer HTML. */
  renew(content) {
    const [button, group] = ["variant", "variants"].map((part) => content.querySelector(`[data-part=${part}]`));
    this.button.replaceChildren(...button.childNodes);
    this.button.title = button.title;
    this.button.ariaLabel = button.ariaLabel;
    const { value } = group.querySelector(":checked");
    this.group.querySelector(`[value="${value}"]`).checked = true;
  }

  #unfold() {
    this.group.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.group.querySelector(":checked").focus();
  }
}
