import { delegateActions, isOnce, onAction } from "miaou/actions.js";
import { doAgain } from "miaou/again.js";
import { touched } from "miaou/carry.js";
import "miaou/filter.js";
import { fieldsOf } from "miaou/form_fields.js";
import { drawSlot, fillSlots } from "miaou/slots.js";
import { show } from "miaou/toast.js";
import { forgetTrouble, tellTrouble } from "miaou/trouble.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

onAction("close-dialog", (button) => button.closest("dialog")?.close());

/**
 * A dialog: server-made slots in a form in a native <dialog>, open from the moment it is there. Its form is sent by a
 * call of its panel's `submit`; a slot that the server draws anew takes over what was done in the one before. `again`
 * is the call that opens it: a name and a payload; `asked` is that call's number.
 */
export default {
  props: { panel: Number, slots: String, again: String, asked: Number },
  template: `<dialog class="card-dialog" :data-again="again"
    ><form><p class="trouble" role="alert"></p></form></dialog>`,
  mounted() {
    // Minutes after one was told that there is no answer, it would come between what one does now.
    if (wire.hasGivenUp(this.asked)) return void this.tellClosed();
    const dialog = this.$el;
    const form = dialog.querySelector("form");
    for (const [name, html] of Object.entries(JSON.parse(this.slots))) form.append(drawSlot(name, html));
    this.name();
    delegateActions(dialog);
    // What few dialogs have is fetched when one of them opens.
    for (const part of dialog.querySelectorAll("[data-attach]")) {
      import(`miaou/${part.dataset.attach}.js`).then(({ attach }) => attach(part));
    }
    dialog.addEventListener("submit", (event) => this.ask(event));
    dialog.addEventListener("input", ({ target }) => forgetTrouble(target));
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
    this.$el.close();
  },
  methods: {
    /** Slots that are drawn anew. */
    fill(slots) {
      fillSlots(this.$el, slots);
      this.name();
    },
    /** Its heading is its name. */
    name() {
      const heading = this.$el.querySelector("h2");
      if (!heading) return;
      heading.id ||= `${this.$el.id}-title`;
      this.$el.setAttribute("aria-labelledby", heading.id);
    },
    /** Closes it: all is well. */
    finish() {
      this.$el.close();
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
      if (this.$el.ariaBusy === "true" || !isOnce(this.$el)) return;
      const { target: form, submitter } = event;
      const sent = { fields: fieldsOf(form), touched: touched(form), pressed: submitter?.name ?? "" };
      this.$el.ariaBusy = "true";
      try {
        const answer = await wire.call("panel", { panel: this.panel, do: "submit", ...sent });
        if (answer.done) this.finish();
        else tellTrouble(form, answer);
      } catch {
        show(say(wire.online ? "no_answer" : "not_now"), "error");
      }
      this.$el.ariaBusy = "false";
    },
  },
};
