import { begin, redraw } from "miaou/parts.js";

/**
 * A piece of the page as NiceGUI knows it: an element of that `tag`, of what the page brings in `shell-NAME`. What
 * shows of it already, in a `data-early=NAME`, moves into it; what stood for it, `data-until-then`, goes with the last.
 */
export default {
  props: { tag: String, shell: String, panel: Number },
  template: `<component :is="tag" :data-panel="panel"></component>`,
  mounted() {
    const early = this.$el.moveBefore && document.querySelector(`[data-early=${this.shell}]`);
    if (early) for (const part of [...early.childNodes]) this.$el.moveBefore(part, null);
    else begin(this.$el, this.shell);
    if (!document.querySelector("[data-early] > *")) document.querySelector("[data-until-then]")?.remove();
  },
  methods: {
    fill: (pieces) => Object.values(pieces).forEach(redraw),
  },
};
