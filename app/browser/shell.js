import "miaou/filter.js";
import "miaou/menu.js";
import { begin } from "miaou/parts.js";
import "miaou/press.js";
import "miaou/start.js";

/** A piece of the page as NiceGUI knows it: an element of that `tag`, of what the page brings in `shell-NAME`. */
export default {
  props: { tag: String, shell: String },
  template: `<component :is="tag"></component>`,
  mounted() {
    const shell = document.getElementById(`shell-${this.shell}`);
    begin(this.$el, shell.content);
    shell.remove();
  },
};
