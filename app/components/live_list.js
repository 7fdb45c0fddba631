import { delegateActions } from "miaou/actions.js";
import { attachLog } from "miaou/chat_log.js";
import { facts } from "miaou/facts.js";
import "miaou/filter.js";
import "miaou/press.js";
import { attach } from "miaou/rows.js";
import { start } from "miaou/start.js";
import { attachWriting } from "miaou/writing.js";

start();

/** One panel of the window as NiceGUI knows it: server-made HTML in an element of that `tag`, filled from the wire. */
export default {
  props: { tag: String, list: String },
  template: `<component :is="tag"></component>`,
  mounted() {
    const shell = document.getElementById(`shell-${this.list}`);
    facts.fill(shell.content);
    this.$el.append(shell.content);
    shell.remove();
    delegateActions(this.$el);
    if (this.list === "log") attachLog(this.$el);
    else if (this.list === "composer") attachWriting(this.$el);
    else for (const list of this.$el.querySelectorAll("[data-list]")) attach(list);
  },
};
