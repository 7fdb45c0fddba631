import { delegateActions } from "miaou/actions.js";
import { attachContextMenu } from "miaou/desktop_context.js";
import { desk } from "miaou/desktop_desk.js";
import { attachDrag } from "miaou/desktop_drag.js";
import { Editing } from "miaou/desktop_edit.js";
import { Offers } from "miaou/desktop_offers.js";
import { Tiles } from "miaou/desktop_tiles.js";
import { onEffect } from "miaou/effects.js";
import { attachMenuBar } from "miaou/menu_bar.js";
import { takeShell } from "miaou/shell.js";
import { start } from "miaou/start.js";
import { language, learn } from "miaou/words.js";

start();
// There is no canal's window here: what asks for one goes to it.
onEffect("open", (canal) => location.assign(`/?canal=${canal}`));
// A card has arranged something: it closes first, or the focus would go back to where it came from.
onEffect("arranged", (answer) => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  desk.take(answer);
});

/** The desktop as NiceGUI knows it: one element with a shell of server-made HTML, brought to life by its parts. */
export default {
  template: `<div></div>`,
  mounted() {
    const root = this.$el;
    takeShell(root, "desktop");
    const page = takePage();
    learn(page.texts, language());
    const bar = root.querySelector(".menu-bar");
    delegateActions(bar);
    const surface = root.querySelector("[data-desktop]");
    desk.start(page);
    const tiles = new Tiles(surface.querySelector(".tiles"));
    const editing = new Editing(surface, tiles);
    const drag = attachDrag(surface, tiles, editing);
    const offers = new Offers(editing);
    attachContextMenu(surface, { offers, tiles, editing, drag });
    attachMenuBar(bar, (name) => offers.bar(name));
    const wallpaper = surface.querySelector(".wallpaper");
    const paper = () => (wallpaper.dataset.wallpaper = desk.wallpaper);
    desk.on("changed", paper);
    paper();
  },
};

function takePage() {
  const data = document.getElementById("miaou-desktop");
  const page = JSON.parse(data.textContent);
  data.remove();
  return page;
}
