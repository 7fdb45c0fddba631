import { delegateActions } from "miaou/actions.js";
import { overReload } from "miaou/again.js";
import { followConnection } from "miaou/banner.js";
import { touch, touched } from "miaou/carry.js";
import "miaou/copy.js";
import "miaou/filter.js";
import { forms } from "miaou/forms.js";
import { drawSlot, fillSlots, putInOrder } from "miaou/slots.js";
import { show } from "miaou/toast.js";
import { wire } from "miaou/wire.js";

/**
 * A piece of a page that hears its own panels alone: server-made slots, which the page brings in templates. Its forms
 * are the panel's actions (`forms.js`).
 */
export default {
  props: { panel: Number, tag: String },
  template: `<component :is="tag"></component>`,
  mounted() {
    begin();
    for (const brought of document.querySelectorAll(`template[data-panel="${this.panel}"]`)) {
      this.$el.append(draw(brought.dataset.slot, brought.innerHTML));
      brought.remove();
    }
    // Of a row to swipe: where one is stands in view.
    this.$el.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    delegateActions(this.$el);
    forms(this.$el, this.panel);
    for (const slot of this.$el.children) touch(slot, kept[placeOf(slot)] ?? []);
  },
  methods: {
    /** @param {string[]} order of all of its slots, when there are others now, or in another order */
    fill(slots, order = null) {
      // Those that came open and are closed by now stay so, too.
      const folds = [...this.$el.querySelectorAll("details:is([open], [data-open])")].map(({ id, open }) => [id, open]);
      fillSlots(this.$el, slots, draw);
      if (order) putInOrder(this.$el, order);
      for (const [id, open] of folds) document.getElementById(id)?.toggleAttribute("open", open);
    },
  },
};

function draw(name, html) {
  const slot = drawSlot(name, html);
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  for (const time of slot.querySelectorAll("time[datetime]")) time.textContent = format.format(new Date(time.dateTime));
  for (const fold of slot.querySelectorAll("details[open]")) fold.dataset.open = "";
  return slot;
}

/** By slot, what was typed and not sent before the page reloaded. */
let kept = null;

function begin() {
  if (kept) return;
  const whose = `${document.documentElement.dataset.own} ${location.pathname}`;
  const before = overReload("miaou:panels", () => {
    // What is sent at once is never half done.
    const slots = [...document.querySelectorAll("[data-slot]:not([data-at-once])")];
    return [whose, Object.fromEntries(slots.map((slot) => [placeOf(slot), touched(slot)]))];
  });
  kept = before?.[0] === whose ? before[1] : {};
  followConnection();
  wire.state.on("toast", show);
  wire.start();
}

/** The same in the page that comes instead. */
function placeOf(slot) {
  return `${slot.parentElement.id} ${slot.dataset.slot}`;
}
