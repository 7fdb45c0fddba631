import { canalsInOrder, swatchOf } from "miaou/desktop_canals.js";
import { directory } from "miaou/directory.js";
import { facts } from "miaou/facts.js";
import { make } from "miaou/fragment.js";
import { oncePerFrame } from "miaou/frame.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** The canals that hold something unseen; a click opens one in the window. */
export function attachUnread(tile) {
  const list = make("ul", "unread-list");
  const nothing = make("p", "tile-nothing", say("all_read"));
  tile.body.append(list, nothing);
  const rows = new Map();
  const show = () => {
    const canals = canalsInOrder().filter((canal) => isStarred(canal));
    for (const canal of rows.keys()) if (!canals.includes(canal)) drop(rows, canal);
    for (const [n, canal] of canals.entries()) {
      const row = rows.get(canal) ?? makeRow(rows, canal);
      tell(row, canal);
      if (list.children[n] !== row) list.insertBefore(row, list.children[n] ?? null);
    }
    nothing.hidden = canals.length > 0;
  };
  const soon = oncePerFrame(show);
  const stops = [...["reset", "put", "remove"].map((event) => wire.state.on(event, soon)), facts.on(soon)];
  show();
  return { close: () => stops.forEach((stop) => stop()) };
}

function makeRow(rows, canal) {
  const row = make("li");
  const link = make("a", "tinted");
  link.href = `/?canal=${canal}`;
  link.append(swatchOf(canal), make("span", "name"), make("span", "star", "🌟"), make("span", "n"));
  row.append(link);
  rows.set(canal, row);
  return row;
}

function tell(row, canal) {
  const { n: count, unread } = facts.get(`c${canal}`);
  const { color } = directory.canal(canal);
  row.firstChild.style.setProperty("--c", color);
  row.querySelector(".swatch").style.setProperty("--c", color);
  row.querySelector(".name").textContent = directory.canalName(canal);
  const n = row.querySelector(".n");
  n.textContent = count ?? "";
  n.title = unread ?? "";
  n.hidden = !n.textContent;
}

function drop(rows, canal) {
  rows.get(canal).remove();
  rows.delete(canal);
}

function isStarred(canal) {
  return facts.get(`c${canal}`)["@data-unread"] === "true";
}
