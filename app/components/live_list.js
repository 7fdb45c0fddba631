import { delegateActions } from "miaou/actions.js";
import { attachHead } from "miaou/canal_head.js";
import { attachDrawer } from "miaou/canal_drawer.js";
import { attachLog } from "miaou/chat_log.js";
import { attachComposer } from "miaou/compose.js";
import { attachMembers } from "miaou/member_list.js";
import { attachMemberRows } from "miaou/member_rows.js";
import { takeShell } from "miaou/shell.js";
import { start } from "miaou/start.js";

/** What each list shows, and how it behaves. */
const ATTACH = {
  canals: attachDrawer,
  members: attachMembers,
  head: attachHead,
  log: attachLog,
  composer: attachComposer,
};

start();

/** One panel of the window as NiceGUI knows it: server-made HTML in an element of that `tag`, filled from the wire. */
export default {
  props: { tag: String, list: String },
  template: `<component :is="tag"></component>`,
  mounted() {
    takeShell(this.$el, this.list);
    delegateActions(this.$el);
    ATTACH[this.list](this.$el);
    if (this.list === "members") attachMemberRows(this.$el);
  },
};
