import { delegateActions } from "miaou/actions.js";
import { showConnection } from "miaou/banner.js";
import "miaou/copy.js";
import { onEffect } from "miaou/effects.js";
import "miaou/filter.js";
import { forms } from "miaou/forms.js";
import { drawSlot, fillSlots } from "miaou/slots.js";
import { show } from "miaou/toast.js";
import { wire } from "miaou/wire.js";
import { learn } from "miaou/words.js";

/**
 * A piece of a page that hears its own panels alone: server-made slots, which the page brings in templates. Its forms
 * are the panel's actions (`forms.js`).
 */
export default {
  props: { panel: Number, tag: String },
  template: `<component :is="tag"></component>`,
  mounted() {
    for (const brought of document.querySelectorAll(`template[data-panel="${this.panel}"]`)) {
      this.$el.append(draw(brought.dataset.slot, brought.innerHTML));
      brought.remove();
    }
    // Of a row to swipe: where one is stands in view.
    this.$el.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    delegateActions(this.$el);
    forms(this.$el, this.panel);
    begin();
  },
  methods: {
    /** @param {boolean} anew whether these are all of its slots, of which there are others now, or in another order */
    fill(slots, anew = false) {
      const opened = [...this.$el.querySelectorAll("details[open][id]")].map(({ id }) => id);
      if (anew) this.$el.replaceChildren(...Object.entries(slots).map(([name, html]) => draw(name, html)));
      else fillSlots(this.$el, slots, draw);
      for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    },
  },
};

function draw(name, html) {
  const slot = drawSlot(name, html);
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  for (const time of slot.querySelectorAll("time[datetime]")) time.textContent = format.format(new Date(time.dateTime));
  return slot;
}

let begun = false;

function begin() {
  if (begun) return;
  begun = true;
  const { texts, lang } = JSON.parse(document.getElementById("miaou-words").textContent);
  learn(texts, lang);
  showConnection(wire);
  onEffect("toast", show);
  wire.start();
}
