import { delegateActions } from "miaou/actions.js";
import { attachLog } from "miaou/chat_log.js";
import { attachComposer } from "miaou/compose.js";
import { facts } from "miaou/facts.js";
import { openIn } from "miaou/navigation.js";
import { until } from "miaou/until.js";
import { wire } from "miaou/wire.js";

/**
 * A small window on one canal: its log and where one writes, from the page's template `shell-room`. What the page
 * brought of that canal shows at once, else it is asked for.
 * @param {HTMLElement} root what it fills
 * @param {number} canal
 * @returns {{where: OpenCanal, open: (canal: number) => Promise<boolean>, close: () => void}}
 */
export function attachRoom(root, canal) {
  const { state } = wire;
  const ending = new AbortController();
  const where = taken(canal) ?? state.add();
  root.classList.add("room", "tinted");
  root.append(document.getElementById("shell-room").content.cloneNode(true));
  delegateActions(root);
  attachLog(root, where, ending.signal);
  attachComposer(root.querySelector(".write"), where, ending.signal);
  const tint = () => {
    if (where.canal === null) return;
    root.dataset.factColor = `c${where.canal}.color`;
    facts.fillOne(root);
  };
  where.on("shown", tint);
  tint();
  const open = (wanted) => openIn(where, wanted);
  if (where.canal !== canal) {
    if (wire.online) open(canal);
    else until(ending.signal, wire.on("online", () => where.canal === null && open(canal)));
  }
  const close = () => {
    ending.abort();
    state.drop(where);
    inUse.delete(where);
    root.replaceChildren();
  };
  inUse.add(where);
  return { where, open, close };
}

const inUse = new Set();

/** What the page brought of that canal, and nothing shows yet. */
function taken(canal) {
  return [...wire.state.open].find((each) => each !== wire.state.main && each.canal === canal && !inUse.has(each));
}
