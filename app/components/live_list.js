import { delegateActions, keyOf, onAction } from "miaou/actions.js";
import { attachLog } from "miaou/chat_log.js";
import { addRecipient } from "miaou/compose.js";
import "miaou/filter.js";
import "miaou/press.js";
import { attachRows } from "miaou/rows.js";
import { takeShell } from "miaou/shell.js";
import { start } from "miaou/start.js";

start();
// Whoever is pressed twice with the mouse is written to at once.
onAction("address", (row, { type }) => addRecipient(keyOf(row), type === "dblclick"));

/**
 * One panel of the window as NiceGUI knows it: an element with a shell of server-made HTML that is filled and kept
 * up to date from the wire. Vue sets the shell once and never looks inside again.
 */
export default {
  props: {
    /** The element's tag. */
    tag: String,
    /** Its shell's name. */
    list: String,
  },
  template: `<component :is="tag"></component>`,
  mounted() {
    takeShell(this.$el, this.list);
    delegateActions(this.$el);
    if (this.list === "log") attachLog(this.$el);
    else for (const list of this.$el.querySelectorAll("[data-list]")) attachRows(list);
  },
};
