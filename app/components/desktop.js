import { delegateActions, onAction } from "miaou/actions.js";
import "miaou/context_menu.js";
import { desk } from "miaou/desktop_desk.js";
import { attachDrag } from "miaou/desktop_drag.js";
import { Editing, oneColumn } from "miaou/desktop_edit.js";
import { Tiles } from "miaou/desktop_tiles.js";
import { cellAt } from "miaou/drag.js";
import { onEffect } from "miaou/effects.js";
import { everyMinute } from "miaou/every_minute.js";
import { toNodes } from "miaou/fragment.js";
import { menuIsOpen, openedOn } from "miaou/menu.js";
import { dateOf, timeOf } from "miaou/moments.js";
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
    delegateActions(root.querySelector(".menu-bar"));
    tellTime(root.querySelector(".now"));
    const surface = root.querySelector("[data-desktop]");
    desk.start(page);
    const tiles = new Tiles(surface.querySelector(".tiles"));
    const editing = new Editing(surface, tiles);
    const drag = attachDrag(surface, tiles, editing);
    const offers = root.querySelector(".offers");
    holdMenus(offers);
    offers.addEventListener("beforetoggle", () => drag.cancel(), true);
    answerMenus(tiles, editing);
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

function tellTime(now) {
  everyMinute((at) => {
    now.textContent = `${dateOf(at)} · ${timeOf(at)}`;
    now.dateTime = new Date(at).toISOString();
  });
}

/** Keeps the menus as the server makes them; one that is open is left alone until it is closed. */
function holdMenus(offers) {
  delegateActions(offers);
  let held = "";
  const hold = () => {
    if (menuIsOpen() || held === desk.menus) return;
    held = desk.menus;
    offers.replaceChildren(toNodes(held));
  };
  desk.on("changed", hold);
  offers.addEventListener("toggle", hold, true);
  hold();
}

/** What the menus' entries ask of this page itself. */
function answerMenus(tiles, editing) {
  const tile = () => tiles.at(openedOn().on);
  const near = () => {
    const { x, y } = openedOn();
    return x === undefined || oneColumn.matches ? undefined : cellAt(tiles.container, { x, y });
  };
  onAction("edit-mode", () => editing.toggle());
  onAction("add-widget", ({ dataset }) => editing.add(dataset.key, near()));
  onAction("wallpaper", ({ dataset }) => desk.ask("paper", { wallpaper: dataset.key }));
  onAction("tile-options", () => tile()?.edit());
  onAction("remove-tile", () => editing.remove(tile()?.id));
  onAction("show-canal", ({ dataset }) => tile()?.fill({ canal: Number(dataset.key) }));
}
