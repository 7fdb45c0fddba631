import { addRecipient } from "miaou/compose.js";

const LONG_PRESS_MS = 500;
const MOVED_PX = 10;

/**
 * What one does with a row of the member list: a double click, a long press or Enter addresses an aside to that
 * member; the arrow keys go from row to row.
 * @param {HTMLElement} root the list
 */
export function attachMemberRows(root) {
  root.addEventListener("dblclick", (event) => address(rowOf(event), true));
  root.addEventListener("keydown", (event) => key(root, event));
  root.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-member-id]");
    if (row) makeReachable(root, row);
  });
  pressLong(root);
  // One row can be reached by Tab; from there on, the arrows.
  new MutationObserver(() => {
    if (!root.querySelector("[data-member-id][tabindex='0']")) makeReachable(root, rows(root)[0]);
  }).observe(root, { childList: true, subtree: true });
  makeReachable(root, rows(root)[0]);
}

function key(root, event) {
  if (!event.target.matches("[data-member-id]")) return;
  const all = rows(root);
  const here = all.indexOf(event.target);
  const places = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 };
  if (event.key === "Enter") {
    event.preventDefault();
    address(event.target);
  } else if (event.key in places) {
    event.preventDefault();
    all[places[event.key]]?.focus();
  }
}

function pressLong(root) {
  let timer = 0;
  let start = null;
  const stop = () => clearTimeout(timer);
  root.addEventListener("pointerdown", (event) => {
    stop();
    const row = rowOf(event);
    if (event.pointerType === "mouse" || !row) return;
    start = event;
    timer = setTimeout(() => {
      navigator.vibrate?.(20);
      address(row);
    }, LONG_PRESS_MS);
  });
  root.addEventListener("pointermove", (event) => {
    if (start && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > MOVED_PX) stop();
  });
  for (const name of ["pointerup", "pointercancel", "scroll"]) root.addEventListener(name, stop, true);
  // The press is ours: the phone's own menu would cover what it did.
  root.addEventListener("contextmenu", (event) => event.pointerType === "touch" && event.preventDefault());
}

function rowOf(event) {
  return event.target.closest("button") ? null : event.target.closest("[data-member-id]");
}

function address(row, write = false) {
  if (row) addRecipient(Number(row.dataset.memberId), write);
}

function rows(root) {
  return [...root.querySelectorAll("[data-member-id]")];
}

function makeReachable(root, row) {
  for (const other of root.querySelectorAll("[data-member-id][tabindex='0']")) {
    if (other !== row) other.tabIndex = -1;
  }
  if (row) row.tabIndex = 0;
}
