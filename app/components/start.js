import { keepDialogs } from "miaou/again.js";
import { showConnection } from "miaou/banner.js";
import "miaou/colours.js";
import { closeDrawer } from "miaou/drawers.js";
import { onEffect, take } from "miaou/effects.js";
import { navigation } from "miaou/navigation.js";
import { startNotifying } from "miaou/notify.js";
import { outbox } from "miaou/outbox.js";
import { presence } from "miaou/presence.js";
import { followSettings } from "miaou/theme.js";
import { show } from "miaou/toast.js";
import { wire } from "miaou/wire.js";
import { learn } from "miaou/words.js";

let started = false;

/** Brings the window to life from what the page holds: its sentences and its snapshot. Once, however often called. */
export function start() {
  if (started) return;
  started = true;
  const data = document.getElementById("miaou-snapshot");
  const snapshot = JSON.parse(data.textContent);
  // All of it is in memory now; the page need not hold it twice.
  data.remove();
  learn(snapshot.texts, snapshot.lang);
  wire.state.load(snapshot);
  followSettings(wire.state);
  showConnection(wire);
  navigation.start(snapshot.place);
  wire.state.main.on("chosen", () => closeDrawer(false));
  outbox.start();
  presence.start();
  startNotifying();
  keepDialogs();
  wire.start();
  onEffect("open", openCanal);
  onEffect("toast", show);
  take(snapshot.then);
}

/** What was asked for in a dialog shows in its place. */
function openCanal(canal) {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  return navigation.open(canal);
}
