import { delegateActions, onAction } from "miaou/actions.js";
import { doAgain } from "miaou/again.js";
import { replaceCarrying, touched } from "miaou/carry.js";
import { facts } from "miaou/facts.js";
import "miaou/filter.js";
import { fieldsOf } from "miaou/form_fields.js";
import { make, toElement } from "miaou/fragment.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

onAction("close-dialog", (button) => button.closest("dialog")?.close());

/**
 * A dialog: server-made slots in a form in a native <dialog>, open from the moment it is there. Its form is sent by a
 * call of its panel's `submit`; a slot that the server draws anew takes over what was done in the one before. `again` is
 * the call that opens it: a name and a payload; `asked` is that call's number.
 */
export default {
  props: { panel: Number, slots: String, again: String, asked: Number },
  template: `<dialog class="card-dialog" :data-again="again"><form></form></dialog>`,
  mounted() {
    // Minutes after one was told that there is no answer, it would come between what one does now.
    if (wire.hasGivenUp(this.asked)) return void this.tellClosed();
    const dialog = this.$el;
    const form = dialog.querySelector("form");
    for (const [name, html] of Object.entries(JSON.parse(this.slots))) form.append(this.draw(name, html));
    this.name();
    delegateActions(dialog);
    // What few dialogs have is fetched when one of them opens.
    for (const part of dialog.querySelectorAll("[data-attach]")) {
      import(`miaou/${part.dataset.attach}.js`).then(({ attach }) => attach(part));
    }
    dialog.addEventListener("submit", (event) => this.ask(event));
    dialog.addEventListener("input", (event) => this.typed(event));
    dialog.addEventListener("close", () => this.closed());
    // One at a time: what the menu opens takes the menu's place, where something may have been chosen before.
    for (const other of document.querySelectorAll("dialog[open]")) {
      if (other.querySelector("[data-kept] :checked:not([checked])")) other.querySelector("form").requestSubmit();
      else other.close();
    }
    dialog.showModal();
    doAgain(dialog);
  },
  beforeUnmount() {
    if (this.$el.open) this.$el.close();
  },
  methods: {
    /** Slots that are drawn anew. */
    fill(slots) {
      for (const [name, html] of Object.entries(slots)) {
        const old = this.$el.querySelector(`[data-slot="${name}"]`);
        replaceCarrying(old, this.draw(name, html));
      }
      this.name();
    },
    draw(name, html) {
      const slot = toElement(html) ?? make("template");
      slot.dataset.slot = name;
      facts.fill(slot);
      return slot;
    },
    /** Its heading is its name. */
    name() {
      const heading = this.$el.querySelector("h2");
      if (!heading) return;
      heading.id ||= `${this.$el.id}-title`;
      this.$el.setAttribute("aria-labelledby", heading.id);
    },
    /** Shows what is wrong, by field name; what concerns none of the fields stands above them. */
    trouble(sentences) {
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
      this.tellClosed();
    },
    async tellClosed() {
      // Closed while the connection is lost, it is there for the server until that hears of it.
      if (!wire.online) await new Promise((resume) => wire.once("online", resume));
      wire.tell("panel", { panel: this.panel, do: "closed" });
    },
    async ask(event) {
      event.preventDefault();
      if (this.waits) return;
      const form = event.target;
      const pressed = event.submitter?.name ?? "";
      this.wait(true);
      try {
        const answer = await wire.call("panel", { panel: this.panel, do: "submit", fields: fieldsOf(form), touched: touched(form), pressed });
        if (answer.done) this.finish();
        else this.trouble(answer.trouble ?? { "": answer.refused });
      } catch {
        show(say(wire.online ? "no_answer" : "not_now"), "error");
      }
      this.wait(false);
    },
    wait(waits) {
      this.waits = waits;
      this.$el.setAttribute("aria-busy", String(waits));
      for (const button of this.$el.querySelectorAll(".actions button")) button.disabled = waits;
    },
    typed({ target }) {
      const field = target.closest(".field, fieldset");
      if (field?.querySelector("[aria-invalid]")) this.clear(field);
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
