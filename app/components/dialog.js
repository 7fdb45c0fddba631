import { delegateActions, onAction } from "miaou/actions.js";
import { fold } from "miaou/fold.js";
import { fieldsOf } from "miaou/form_fields.js";
import { make, toNodes } from "miaou/fragment.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** The server answers sooner, or says what is wrong; if neither comes, one may try again. */
const PATIENCE_MS = 10_000;

onAction("close-dialog", (button) => button.closest("dialog")?.close());

/**
 * A dialog: server-made HTML in a form in a native <dialog>, open from the moment it is there.
 *
 * Events: `submit` (the form's fields by name, and `submitter`: the name of the button), `closed`.
 */
export default {
  props: { html: String },
  emits: ["submit", "closed"],
  template: `<dialog class="card-dialog"><form></form></dialog>`,
  mounted() {
    const dialog = this.$el;
    dialog.querySelector("form").append(toNodes(this.html));
    const heading = dialog.querySelector("h2");
    if (heading) {
      heading.id ||= `${dialog.id}-title`;
      dialog.setAttribute("aria-labelledby", heading.id);
    }
    delegateActions(dialog);
    // What few dialogs have is fetched when one of them opens.
    for (const part of dialog.querySelectorAll("[data-attach]")) {
      import(`miaou/${part.dataset.attach}.js`).then(({ attach }) => attach(part));
    }
    dialog.addEventListener("submit", (event) => this.ask(event));
    dialog.addEventListener("input", (event) => this.typed(event));
    dialog.addEventListener("keydown", (event) => this.key(event));
    dialog.addEventListener("close", () => this.closed());
    // One at a time: what the menu opens takes the menu's place, where something may have been chosen before.
    for (const other of document.querySelectorAll("dialog[open]")) {
      if (other.querySelector("[data-kept] :checked:not([checked])")) other.querySelector("form").requestSubmit();
      else other.close();
    }
    dialog.showModal();
  },
  beforeUnmount() {
    clearTimeout(this.waiting);
    if (this.$el.open) this.$el.close();
  },
  methods: {
    /** Shows what is wrong, by field name; what concerns none of the fields stands above them. */
    trouble(sentences) {
      this.wait(false);
      const form = this.$el.querySelector("form");
      this.clear(form);
      let first = null;
      for (const [name, sentence] of Object.entries(sentences)) {
        const control = form.elements.namedItem(name);
        // Several controls of one name: the first stands for all.
        const input = control instanceof RadioNodeList ? control[0] : control;
        const line = input ? errorLine(input) : generalLine(form);
        line.textContent = sentence;
        line.hidden = false;
        if (!input) continue;
        line.id ||= `${this.$el.id}-${name}-error`;
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-errormessage", line.id);
        first ??= input;
      }
      first?.focus();
    },
    /** Closes it: all is well. */
    finish() {
      if (this.$el.open) this.$el.close();
    },
    closed() {
      // Chromium gives the focus back without the caret: one would type into nothing.
      const field = document.activeElement;
      if (field?.matches("textarea, input")) {
        field.blur();
        field.focus({ preventScroll: true });
      }
      this.$emit("closed");
    },
    ask(event) {
      event.preventDefault();
      if (this.waiting) return;
      if (!wire.online) return void show(say("not_now"), "error");
      this.wait(true);
      this.$emit("submit", { ...fieldsOf(event.target), submitter: event.submitter?.name ?? "" });
    },
    wait(waits) {
      clearTimeout(this.waiting);
      this.waiting = waits ? setTimeout(() => this.wait(false), PATIENCE_MS) : 0;
      this.$el.setAttribute("aria-busy", String(waits));
      for (const button of this.$el.querySelectorAll(".actions button")) button.disabled = waits;
    },
    typed({ target }) {
      if (isFilter(target)) sift(target);
      const field = target.closest(".field, fieldset");
      if (field?.querySelector("[aria-invalid]")) this.clear(field);
    },
    key(event) {
      // Looking for somebody does not send the form.
      if (event.key === "Enter" && isFilter(event.target)) event.preventDefault();
    },
    clear(within) {
      for (const line of within.querySelectorAll(".error, .trouble")) line.textContent = "";
      for (const input of within.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    },
  },
};

/** Where the trouble with one field is said: in its `.error`, which is made if the form has none. */
function errorLine(input) {
  const field = input.closest(".field, fieldset") ?? input.parentElement;
  const there = field.querySelector(".error");
  if (there) return there;
  const line = make("div", "error");
  field.append(line);
  return line;
}

function generalLine(form) {
  const there = form.querySelector(".trouble");
  if (there) return there;
  const line = make("div", "trouble");
  line.setAttribute("role", "alert");
  (form.querySelector(".body") ?? form).prepend(line);
  return line;
}

function isFilter(input) {
  return "filter" in input.dataset;
}

/** Leaves those of the list's rows that the search field asks for. */
function sift(input) {
  const sought = fold(input.value.trim());
  const list = input.closest("fieldset, .picks, .field") ?? input.form;
  for (const row of list.querySelectorAll(".pick")) row.hidden = !fold(row.textContent).includes(sought);
}
