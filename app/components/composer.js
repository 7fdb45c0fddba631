import { delegateActions } from "miaou/actions.js";
import { attachComposer } from "miaou/compose.js";
import { takeShell } from "miaou/shell.js";
import { start } from "miaou/start.js";

start();

/** Where one writes, as NiceGUI knows it: its HTML comes from the server, and is set once. */
export default {
  template: `<footer></footer>`,
  mounted() {
    takeShell(this.$el, "composer");
    delegateActions(this.$el);
    attachComposer(this.$el);
  },
};
