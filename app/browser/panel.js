import { doAgain } from "miaou/again.js";
import { hasMouse, leave, stand, supplant, toElement, wake, wire } from "miaou/base.js";

const FIRST = "input:enabled:not([type=hidden], [type=file], [type=radio], [type=checkbox]), textarea";

/**
 * Server-made slots that hear their own panel: each one element, known by its name, that the server draws anew as a
 * whole. They come with it, or with the page in templates. A dialog's stand in its form, and it is open from the moment
 * it is there; `again` is the call that opens it, and `asked` that call's number.
 */
export default {
  props: { panel: Number, tag: String, slots: String, again: String, asked: Number, over: Boolean },
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
        const [old, fresh] = [slotOf(name), toElement(html) ?? document.createElement("template")];
        fresh.dataset.slot = name;
        if (old) supplant(old, fresh);
        else wake(fresh, this.$refs.form ?? this.$el);
      }
      if (order) stand(this.$refs.form ?? this.$el, order.map(slotOf), this.slotted());
      // Its heading is its name.
      if (this.tag === "dialog") this.$el.ariaLabel = this.$el.querySelector("h2")?.textContent;
    },
    open() {
      this.$el.addEventListener("close", () => this.tellClosed());
      // One at a time, but for what belongs to the one before.
      if (!this.over) for (const other of document.querySelectorAll("dialog[open]")) other.close();
      this.$el.showModal();
      // Where no keyboard would cover what one came to see, in its first field; not at the way out.
      this.$el.querySelector(hasMouse() && this.$el.querySelector(FIRST) ? FIRST : "h2").focus({ preventScroll: true });
    },
    async tellClosed() {
      // Closed while the connection is lost, it is there for the server until that hears of it.
      if (!wire.online) await wire.once("online");
      wire.tell("panel", { panel: this.panel, do: "closed" });
    },
  },
};
