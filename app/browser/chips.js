import { Emitter } from "miaou/emitter.js";
import { facts } from "miaou/facts.js";
import { toElement } from "miaou/fragment.js";

let made = 0;

/**
 * What is chosen in a form: chips in its `.chips`, each with its hidden input, made of the `<template>` beside them
 * with `{key}` and `{id}` filled in. What is in the form is what is chosen, and nothing else is. A press on a chip's
 * button takes it out, one on `[data-none]` all.
 *
 * Events: "changed".
 */
export class Chips extends Emitter {
  #id = `chips-${(made += 1)}`;
  #told;

  /** @param {HTMLElement} line  @param {HTMLInputElement} field where one types more of them */
  constructor(line, field) {
    super();
    this.box = line.querySelector(".chips");
    this.template = line.querySelector("template");
    this.field = field;
    this.hint = field.placeholder;
    line.addEventListener("click", ({ target }) => {
      const chip = target.closest("button")?.closest(".chips > *");
      if (chip) this.set(this.keys.filter((_, at) => this.box.children[at] !== chip));
      else if (target.closest("[data-none]")) this.set([]);
      else if (!this.box.contains(target)) field.focus();
    });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.key !== "Backspace" || field.value || !this.keys.length) return;
      event.preventDefault();
      this.set(this.keys.slice(0, -1));
    });
  }

  get keys() {
    return [...this.box.querySelectorAll("input")].map(({ value }) => Number(value));
  }

  /** What the chips say, in their order. */
  get names() {
    return [...this.box.children].map(({ textContent }) => textContent.trim());
  }

  add(key) {
    this.set([...this.keys, key]);
  }

  /** These and no others. */
  set(keys) {
    this.put(keys);
    this.emit("changed");
  }

  /** As `set`, but nobody has changed anything. */
  put(keys) {
    const here = new Map(this.keys.map((key, at) => [key, this.box.children[at]]));
    this.box.replaceChildren(...[...new Set(keys)].map((key) => here.get(key) ?? this.#made(key)));
    this.field.placeholder = keys.length ? "" : this.hint;
    this.allow(this.#told);
  }

  /** What may be chosen, as `isAmong` reads it: what is chosen and may not be stays, struck out. */
  allow(told) {
    this.#told = told;
    for (const [at, key] of this.keys.entries()) this.box.children[at].classList.toggle("gone", !isAmong(told, key));
  }

  #made(key) {
    const chip = toElement(this.template.innerHTML.replaceAll("{key}", key).replaceAll("{id}", this.#id));
    facts.fill(chip);
    return chip;
  }
}

/** Whether a key is one of those told: "3 7", or "all -3" for all others. While nothing is told yet, any is. */
export function isAmong(told = "all", key) {
  const words = told.split(" ");
  return words.includes("all") ? !words.includes(`-${key}`) : words.includes(String(key));
}
