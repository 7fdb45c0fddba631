import "miaou/filter.js";
import "miaou/menu.js";
import { begin } from "miaou/parts.js";
import "miaou/press.js";
import "miaou/start.js";

/**
 * A piece of the page as NiceGUI knows it: an element of that `tag`, of what the page brings in `shell-NAME`. What shows
 * of it already, in a `data-early=NAME`, moves into it.
 */
export default {
  props: { tag: String, shell: String },
  template: `<component :is="tag"></component>`,
  beforeMount() {
    this.early = document.querySelector(`[data-early=${this.shell}]`);
    const all = [...(this.early?.querySelectorAll("*") ?? [])];
    this.scrolled = all.map((each) => [each, each.scrollTop]).filter(([, top]) => top);
  },
  mounted() {
    if (this.early) this.$el.append(...this.early.childNodes);
    else begin(this.$el, this.shell);
    document.getElementById(`shell-${this.shell}`).remove();
    // Once all stand where they belong, each is as long as it was.
    this.$nextTick(() => {
      this.early?.remove();
      for (const [each, top] of this.scrolled) each.scrollTop = top;
    });
  },
};
