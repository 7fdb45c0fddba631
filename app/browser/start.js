import { keepTyped } from "miaou/again.js";
import { begin, facts, wire } from "miaou/base.js";
import { startAt } from "miaou/navigation.js";
import { outbox } from "miaou/outbox.js";

/** Brings the page to life from the snapshot that it holds. */
const data = document.getElementById("miaou-snapshot");
const snapshot = JSON.parse(data.textContent);
// All of it is taken in now; the page need not hold it twice.
data.remove();
const { state } = wire;
state.on("close", () => document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close()));
state.load(snapshot);
startAt(snapshot.place);
// To be seen before it can be used, where the browser can move what goes on: NiceGUI's scripts may take seconds.
document.querySelectorAll("[data-early]").forEach((early) => early.moveBefore && begin(early, early.dataset.early));
outbox.start();
wire.start();
state.hear(snapshot.then);

const lang = () => facts.get(document.documentElement.dataset.facts).lang;
const fit = [lang(), document.documentElement.lang];
// Every sentence of the page is another one, and those made by the server are not here.
facts.on("changed", () => fit.includes(lang()) || (keepTyped(), location.reload()));
