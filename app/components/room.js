import { attachLog } from "miaou/chat_log.js";
import { openIn } from "miaou/navigation.js";
import { until } from "miaou/until.js";
import { wire } from "miaou/wire.js";
import { attachWriting } from "miaou/writing.js";

const inUse = new Set();

/**
 * A small window on the canal `data-key`: its log and where one writes, from the page's template `shell-room`. What the
 * page brought of that canal shows at once, else it is asked for.
 */
export function attach(root, signal) {
  const { state } = wire;
  const canal = Number(root.dataset.key);
  const where = brought(canal) ?? state.add();
  inUse.add(where);
  root.replaceChildren(document.getElementById("shell-room").content.cloneNode(true));
  attachLog(root, where, signal);
  attachWriting(root.querySelector(".write"), where, signal);
  // By itself, while one may be writing elsewhere; and nothing that is one's own no longer.
  const open = () => where.canal === null && state.canals.has(canal) && openIn(where, canal, () => {}, false);
  if (wire.online) open();
  until(signal, wire.on("online", open));
  until(signal, () => {
    state.drop(where);
    inUse.delete(where);
  });
}

/** What the page brought of that canal, and nothing shows yet. */
function brought(canal) {
  return [...wire.state.open].find((each) => each !== wire.state.main && each.canal === canal && !inUse.has(each));
}
