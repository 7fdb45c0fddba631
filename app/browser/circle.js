import { facts, fill, filled, isolated, show } from "miaou/base.js";
import { Complete } from "miaou/complete.js";

/**
 * Whom a form is for: chips in the `.chips` of its `[data-outside]` (what is said of whoever cannot be chosen), each
 * with its hidden input, made of the `<template>` beside them with `{key}` and `{id}` filled in; and a field where more
 * are typed. What is in the form is what is chosen, and nothing else is. A press on a chip's button takes it out, one
 * on `[data-none]` all. The form hears "input" when others are chosen.
 */
export class Circle {
  #told;

  /**
   * @param {HTMLFormElement} form  @param {(begun: string) => Promise<string>} propose gives options as HTML
   * @param {() => void} goOn called when nobody more is wanted
   */
  constructor(form, propose, goOn) {
    const line = (this.line = form.querySelector("[data-outside]"));
    const field = (this.field = line.querySelector("[role=combobox]"));
    this.box = line.querySelector(".chips");
    this.hint = field.placeholder;
    const taken = (key) => this.add(key);
    this.proposals = new Complete(field, form.querySelector("[role=listbox]"), { ask: propose, taken });
    line.addEventListener("click", ({ target }) => {
      const chip = target.closest("button")?.closest(".chips > *");
      if (chip) this.set(this.#keys().filter((_, at) => this.box.children[at] !== chip));
      else if (target.closest("[data-none]")) this.set([]);
      else if (!this.box.contains(target)) field.focus();
    });
    field.addEventListener("keydown", (event) => {
      const { key, isComposing } = event;
      // The proposals take what is chosen of them; else Enter goes on, and never sends.
      const ends = ["Enter", ",", ";"].includes(key);
      if (isComposing || !(ends || (key === "Backspace" && !field.value))) return;
      event.preventDefault();
      if (!ends) this.set(this.#keys().slice(0, -1));
      else if (!field.value.trim()) goOn();
    });
  }

  /** Who is chosen, and what of one more is half typed. */
  content = () => ({ to: this.#keys(), half: this.field.value });

  /** What the chips say, in their order. */
  names = () => [...this.box.children].map(({ textContent }) => isolated(textContent.trim())).join(", ");

  /** Whether these would take nobody's place: nobody else is chosen, or half typed. */
  yieldsTo(keys) {
    const chosen = String(this.#keys().sort());
    return !this.field.value.trim() && (!chosen || chosen === String([...keys].sort()));
  }

  #keys = () => [...this.box.querySelectorAll("input")].map(({ value }) => Number(value));

  /** One more; it is said when they cannot be chosen here. */
  add(key) {
    if (this.line.hidden || this.field.disabled) return;
    if (!isAmong(this.#told, key)) {
      const name = this.#made(key).textContent.trim();
      return show(fill(this.line.dataset.outside, { name }), "error");
    }
    this.field.value = "";
    this.proposals.close();
    this.set([...this.#keys(), key]);
  }

  /** These and no others. */
  set(keys) {
    this.#draw(keys);
    this.box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  /** As `set`, but nobody has changed anything. */
  put({ to, half }) {
    this.proposals.close();
    // Somebody who was half typed is still to be chosen: without them it would go to others, or to everyone.
    this.field.value = half;
    this.#draw(to);
  }

  /**
   * Who may be chosen: "3 7", or "all -3" for all others, or "none", where nobody is asked; while nothing is told yet,
   * anybody. Who is chosen and may not be stays, struck out.
   */
  allow(told) {
    this.#told = told;
    // Who was chosen, or half typed, elsewhere can be taken out.
    this.line.hidden = told === "none" && !this.#keys().length && !this.field.value.trim();
    for (const [at, key] of this.#keys().entries()) this.box.children[at].classList.toggle("gone", !isAmong(told, key));
  }

  #draw(keys) {
    const here = new Map(this.#keys().map((key, at) => [key, this.box.children[at]]));
    this.box.replaceChildren(...[...new Set(keys)].map((key) => here.get(key) ?? this.#made(key)));
    this.field.placeholder = keys.length ? "" : this.hint;
    this.allow(this.#told);
  }

  #made(key) {
    const html = filled(this.line.querySelector("template"), { key, id: this.proposals.list.id });
    return facts.nodes(html).firstElementChild;
  }
}

function isAmong(told = "all", key) {
  const words = told.split(" ");
  return words.includes("all") ? !words.includes(`-${key}`) : words.includes(String(key));
}
