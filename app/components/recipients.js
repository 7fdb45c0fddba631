import { directory } from "miaou/directory.js";
import { Emitter } from "miaou/emitter.js";
import { fold } from "miaou/fold.js";
import { icon, make } from "miaou/fragment.js";
import { show } from "miaou/toast.js";
import { until } from "miaou/until.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

const SUGGESTED = 8;

let made = 0;

/**
 * Whom the next message is for: nobody named means everyone. The circle stays after a message is sent, and with the
 * draft across a reload: what was meant for some must never reach all by forgetting. Leaving it is a deliberate act:
 * taking the names out, or the button "to everyone".
 *
 * Events: "changed".
 */
export class Recipients extends Emitter {
  #canal = null;
  #ids = [];
  #chosen = -1;

  /** @param {HTMLElement} root the composer  @param {AbortSignal} [signal] ends it */
  constructor(root, signal) {
    super();
    this.root = root;
    this.line = root.querySelector(".to-line");
    this.field = root.querySelector("input[name=recipients]");
    this.chips = this.line.querySelector(".chips");
    this.list = root.querySelector(".suggestions");
    this.everyone = this.line.querySelector(".to-all");
    this.field.addEventListener("input", () => this.#suggest());
    this.field.addEventListener("focus", () => this.#suggest());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("blur", () => this.#close());
    // Before the field loses its focus, which closes the list.
    this.list.addEventListener("pointerdown", (event) => this.#press(event));
    this.line.addEventListener("click", (event) => this.#click(event));
    this.#takeNames();
    for (const event of ["put", "remove"]) until(signal, wire.state.on(event, () => this.#refresh()));
    this.follow(null, []);
  }

  /** Who is named; none means everyone. */
  get ids() {
    return [...this.#ids];
  }

  /** Whether somebody has been begun in the field and not chosen. */
  get unfinished() {
    return this.field.value.trim() !== "";
  }

  /** Adds a member to the circle, and says why when they cannot be in it. */
  add(id) {
    if (this.#canal === null || id === wire.state.me) return;
    if (!inCanal(this.#canal, id)) {
      show(say("not_in_canal", { name: directory.member(id).name }), "error");
      return;
    }
    if (!this.#ids.includes(id)) this.#set([...this.#ids, id]);
    this.field.value = "";
    this.#close();
  }

  /** Answers in the same circle; those of it who have left the canal are shown struck out. */
  answer(ids) {
    this.#set(ids.filter((id) => id !== wire.state.me));
  }

  /** A page may hold several composers, and the names by which their parts know each other must differ. */
  #takeNames() {
    made += 1;
    this.field.id = `recipients-${made}`;
    this.list.id = `${this.field.id}-options`;
    this.line.querySelector("label").htmlFor = this.field.id;
    this.field.setAttribute("aria-controls", this.list.id);
  }

  #set(ids) {
    this.#ids = ids;
    this.#show();
    this.emit("changed");
  }

  /** Another canal is open, or none; what is being written there is for these. */
  follow(canal, ids) {
    this.#canal = canal;
    this.#ids = ids;
    this.field.value = "";
    this.#close();
    this.#refresh();
  }

  /**
   * Somebody has another name, or is no longer in the canal. They stay named, struck out, and the server refuses the
   * message: were they taken out silently, what was meant for them alone would go to everyone.
   */
  #refresh() {
    if (this.#canal !== null) this.#show();
  }

  #show() {
    const named = this.#ids.length > 0;
    this.root.querySelector(".sheet").classList.toggle("to-some", named);
    this.field.placeholder = named ? "" : say("to_everyone");
    this.everyone.hidden = !named;
    this.line.hidden = this.#canal !== null && pair(this.#canal);
    const chips = this.#ids.map((id) => ({ id, name: directory.member(id).name, gone: !inCanal(this.#canal, id) }));
    const shown = JSON.stringify(chips);
    if (this.chips.dataset.shown === shown) return;
    this.chips.dataset.shown = shown;
    this.chips.replaceChildren(...chips.map(chip));
  }

  #key(event) {
    if (event.isComposing) return;
    const options = [...this.list.children];
    if (event.key === "Backspace" && !this.field.value && this.#ids.length) {
      event.preventDefault();
      this.#set(this.#ids.slice(0, -1));
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.#suggest(true);
      else this.#choose((this.#chosen + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
    } else if (["Enter", ",", ";"].includes(event.key) || (event.key === "Tab" && this.field.value)) {
      const option = this.list.hidden ? null : options[Math.max(0, this.#chosen)];
      if (option) this.add(Number(option.dataset.key));
      else if (!this.field.value.trim()) this.root.querySelector("textarea").focus();
      if (event.key !== "Tab" || option) event.preventDefault();
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
  }

  #suggest(all = false) {
    const sought = fold(this.field.value.trim());
    if (!sought && !all) return this.#close();
    const found = candidates(this.#canal, sought).filter((id) => !this.#ids.includes(id));
    this.list.replaceChildren(...found.slice(0, SUGGESTED).map((id) => option(id, `${this.list.id}-${id}`)));
    this.list.hidden = !found.length;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.#choose(found.length ? 0 : -1);
  }

  #choose(at) {
    this.#chosen = at;
    for (const [index, element] of [...this.list.children].entries()) {
      element.setAttribute("aria-selected", String(index === at));
      if (index === at) this.field.setAttribute("aria-activedescendant", element.id);
    }
    if (at < 0) this.field.removeAttribute("aria-activedescendant");
  }

  #close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.setAttribute("aria-expanded", "false");
    this.#choose(-1);
  }

  #press(event) {
    const pressed = event.target.closest("[role=option]");
    if (!pressed) return;
    event.preventDefault();
    this.add(Number(pressed.dataset.key));
    this.field.focus();
  }

  #click(event) {
    const out = event.target.closest(".chip button");
    if (out) this.#set(this.#ids.filter((id) => id !== Number(out.closest(".chip").dataset.key)));
    else if (event.target.closest(".to-all")) this.#set([]);
    else if (!event.target.closest(".chip")) this.field.focus();
  }
}

function chip({ id, name, gone }) {
  const element = make("span", "chip");
  element.classList.toggle("gone", gone);
  element.dataset.key = String(id);
  const out = make("button");
  out.type = "button";
  out.ariaLabel = say("take_out", { name });
  out.append(icon("close", 12));
  element.append(make("span", "", name), out);
  return element;
}

function option(id, own) {
  const { name, cat } = directory.member(id);
  const element = make("li");
  element.id = own;
  element.dataset.key = String(id);
  element.setAttribute("role", "option");
  if (cat) element.append(cat.cloneNode(true));
  element.append(make("span", "", name));
  return element;
}

/** The members of the canal whose nickname has a word that begins so. */
function candidates(canal, sought) {
  return [...wire.state.members.keys()]
    .filter((id) => id !== wire.state.me && inCanal(canal, id))
    .map((id) => ({ id, ...directory.member(id) }))
    .filter(({ name }) => begins(name, sought))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ id }) => id);
}

function begins(name, sought) {
  const folded = fold(name);
  return folded.startsWith(sought) || folded.split(/[\s.\-_@]+/).some((word) => word.startsWith(sought));
}

function inCanal(canal, id) {
  const { kind, members } = directory.canal(canal);
  return wire.state.members.has(id) && (kind === "open" || members.includes(id));
}

/** A conversation of two has nobody to whisper past. */
function pair(canal) {
  const { kind, members } = directory.canal(canal);
  return kind === "direct" && members.length <= 2;
}

/** Ids as they stand in an attribute. */
export function readIds(text) {
  return (text ?? "").split(",").map(Number).filter((id) => Number.isSafeInteger(id) && id > 0);
}
