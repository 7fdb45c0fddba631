import { ask } from "miaou/actions.js";

const DRAG_PX = 6;
const HOLD_MS = 350;
const EDGE_PX = 40;
const SCROLL_PX = 8;

/**
 * Rows that one puts in order: by drag (a finger holds first, so that it can still scroll), or by Alt and the arrow
 * keys. The list says `data-reorder=ACTION`, each row its `data-key`, and those that may be moved `data-movable`. It
 * is the server's answer that puts them in order: a row that was dragged goes back when it will not ("reordered").
 */
export function attachReorder(list) {
  const movable = () => [...list.querySelectorAll("[data-movable]")];
  const arrange = (rows) => ask(list.dataset.reorder, { keys: rows.map(({ dataset }) => Number(dataset.key)) });
  let row = null;
  let start = null;
  let held = 0;
  let dragging = false;

  const begin = () => {
    dragging = true;
    row.classList.add("dragged");
    list.setPointerCapture(start.pointerId);
  };
  const end = () => {
    clearTimeout(held);
    row?.classList.remove("dragged");
    row = null;
  };
  /** The row goes among its neighbours as the pointer passes their middles. */
  const follow = (y) => {
    const { top, bottom } = list.getBoundingClientRect();
    if (y < top + EDGE_PX) list.scrollTop -= SCROLL_PX;
    if (y > bottom - EDGE_PX) list.scrollTop += SCROLL_PX;
    const others = movable().filter((other) => other !== row && !other.hidden);
    const after = others.find((other) => {
      const box = other.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    if (after) after.before(row);
    else others.at(-1)?.after(row);
  };
  const drop = async () => {
    end();
    if (!dragging) return;
    // Until the click that comes with it has been swallowed.
    setTimeout(() => (dragging = false));
    await arrange(movable());
    // What the server says of the new order comes with its answer, or just after.
    requestAnimationFrame(() => row ?? list.dispatchEvent(new Event("reordered")));
  };

  list.addEventListener("pointerdown", (event) => {
    if (dragging || !event.isPrimary || event.button !== 0 || event.target.closest("button")) return;
    row = event.target.closest("[data-movable]");
    start = event;
    if (row && event.pointerType !== "mouse") held = setTimeout(begin, HOLD_MS);
  });
  list.addEventListener("pointermove", ({ clientX, clientY, pointerType, buttons }) => {
    if (!row) return;
    // It was let go outside.
    if (!buttons && !dragging) return end();
    const far = Math.hypot(clientX - start.clientX, clientY - start.clientY) > DRAG_PX;
    if (!dragging && far) (pointerType === "mouse" ? begin : end)();
    if (dragging) follow(clientY);
  });
  list.addEventListener("pointerup", drop);
  list.addEventListener("pointercancel", () => {
    end();
    dragging = false;
    list.dispatchEvent(new Event("reordered"));
  });
  list.addEventListener("dragstart", (event) => event.preventDefault());
  list.addEventListener("touchmove", (event) => dragging && event.preventDefault(), { passive: false });
  // The click that ends a drag opens nothing.
  list.addEventListener("click", (event) => {
    if (!dragging) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  list.addEventListener("keydown", (event) => {
    const step = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const rows = movable();
    const here = rows.indexOf(event.target.closest("[data-movable]"));
    const there = here + step;
    if (here < 0 || !rows[there]) return;
    [rows[here], rows[there]] = [rows[there], rows[here]];
    arrange(rows);
  });
}
