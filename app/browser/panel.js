import { onAction } from "miaou/actions.js";
import { doAgain } from "miaou/again.js";
import "miaou/banner.js";
import "miaou/copy.js";
import "miaou/filter.js";
import "miaou/forms.js";
import { toElement } from "miaou/fragment.js";
import { moveBefore } from "miaou/move_before.js";
import { leave, supplant, wake } from "miaou/parts.js";
import { wire } from "miaou/wire.js";

// Where there are panels alone, nothing else begins the page.
if (document.querySelector("[data-alone]")) wire.start();
onAction("close-dialog", (button) => button.closest("dialog").close());

/**
 * Server-made slots that hear their own panel: each one element, known by its name, that the server draws anew as a
 * whole. They come with it, or with the page in templates. A dialog's stand in its form, and it is open from the moment
 * it is there; `again` is the call that opens it, and `asked` that call's number.
 */
export default {
  props: { panel: Number, tag: String, slots: String, again: String, asked: Number },
  template: `<component :is="tag" :data-panel="panel" :data-again="again"
    ><form v-if="tag === 'dialog'" ref="form" data-send="submit"><p class="trouble" role="alert"></p
    ><div class="aloud" aria-live="polite" data-aloud></div></form></component>`,
  mounted() {
    // Minutes after one was told that there is no answer, it would come between what one does now.
    if (wire.givenUp.has(this.asked)) return void this.tellClosed();
    this.fill(JSON.parse(this.slots ?? "{}"));
    for (const brought of document.querySelectorAll(`template[data-panel="${this.panel}"]`)) {
      this.fill({ [brought.dataset.slot]: brought.innerHTML });
      brought.remove();
    }
    if (this.tag === "dialog") this.open();
    // Of a row to swipe: where one is stands in view.
    this.$el.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    for (const slot of this.slotted()) doAgain(slot);
  },
  beforeUnmount() {
    leave(this.$el).close?.();
  },
  methods: {
    slotted() {
      return [...(this.$refs.form ?? this.$el).children].filter(({ dataset }) => "slot" in dataset);
    },
    /** @param {string[]} order of all of its slots, when there are others now, or in another order */
    fill(slots, order = null) {
      const slotOf = (name) => this.slotted().find(({ dataset }) => dataset.slot === name);
      for (const [name, html] of Object.entries(slots)) {
        const [old, fresh] = [slotOf(name), draw(name, html)];
        if (old) supplant(old, fresh);
        else wake(fresh, this.$refs.form ?? this.$el);
      }
      if (order) {
        for (const slot of this.slotted()) if (!order.includes(slot.dataset.slot)) leave(slot).remove();
        for (const name of order) moveBefore(slotOf(name), null);
      }
      // Its heading is its name.
      if (this.tag === "dialog") this.$el.ariaLabel = this.$el.querySelector("h2")?.textContent;
    },
    open() {
      this.$el.addEventListener("close", () => this.closed());
      // One at a time: what the menu opens takes the menu's place, where something may have been chosen before.
      for (const other of document.querySelectorAll("dialog[open]")) {
        if (other.querySelector("[data-kept] :checked:not([checked])")) other.querySelector("form").requestSubmit();
        else other.close();
      }
      this.$el.showModal();
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
      if (!wire.online) await wire.once("online");
      wire.tell("panel", { panel: this.panel, do: "closed" });
    },
  },
};

function draw(name, html) {
  const slot = toElement(html) ?? document.createElement("template");
  slot.dataset.slot = name;
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  for (const time of slot.querySelectorAll("time[datetime]")) time.textContent = format.format(new Date(time.dateTime));
  for (const fold of slot.querySelectorAll("details[open]")) fold.dataset.open = "";
  return slot;
}
