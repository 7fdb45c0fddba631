import { Board } from "miaou/board.js";
import "miaou/context_menu.js";
import { onEffect } from "miaou/effects.js";
import { begin } from "miaou/parts.js";
import { start } from "miaou/start.js";
import { wire } from "miaou/wire.js";

start();

/** The desktop as NiceGUI knows it: what Python drew of it, brought to life by the kit. */
export default {
  template: `<div></div>`,
  mounted() {
    const shell = document.getElementById("shell-desktop");
    begin(this.$el, shell.content);
    shell.remove();
    const board = new Board(this.$el.querySelector("[data-board]"));
    wire.state.on("desktop", ({ revision }) => board.follow(revision));
    for (const event of ["reset", "setting", "put", "remove"]) wire.state.on(event, () => board.follow());
    // A card has arranged something: it closes first, or the focus would go back to where it came from.
    onEffect("arranged", (answer) => {
      for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
      board.take(answer);
    });
  },
};
