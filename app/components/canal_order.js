import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

const DRAG_PX = 6;
const HOLD_MS = 350;
const EDGE_PX = 40;

/**
 * Lets one put one's canals in order: by drag (a finger holds first, so that it can still scroll), or by Alt and the
 * arrow keys on a canal that has the focus.
 * @param {HTMLElement} container  @param {import("miaou/keyed_list.js").KeyedList} list
 * @param {() => void} settle called when rows may stand where they do not belong
 */
export function attachOrder(container, list, settle) {
  container.addEventListener("keydown", (event) => {
    const step = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = event.target.closest("[data-canal-id]");
    if (!step || !row) return;
    event.preventDefault();
    // The drawer's own arrows would carry the focus away.
    event.stopImmediatePropagation();
    move(list, row, step);
  });
  new Drag(container, list, settle);
}

/** The canals that have an order of their own, as the drawer shows them. */
function ordered(list) {
  return list.entries.filter(isMovable);
}

function isMovable({ element }) {
  return element.dataset.movable === "true";
}

function move(list, row, step) {
  const ids = ordered(list).map(({ key }) => key);
  const here = ids.indexOf(Number(row.dataset.canalId));
  const there = here + step;
  if (here < 0 || there < 0 || there >= ids.length) return;
  [ids[here], ids[there]] = [ids[there], ids[here]];
  arrange(ids);
}

/** The server's answer puts them in order, in all of one's tabs; a row that was dragged goes back when it will not. */
async function arrange(ids) {
  let trouble = "";
  try {
    trouble = (await wire.call("arrange", { canals: ids })).refused ?? "";
  } catch {
    trouble = say(wire.online ? "no_answer" : "not_now");
  }
  if (trouble) show(trouble, "error");
}

/** One drag at a time. */
class Drag {
  #row = null;
  #start = null;
  #held = 0;
  #dragging = false;

  constructor(container, list, settle) {
    this.settle = settle;
    this.container = container;
    this.list = list;
    container.addEventListener("pointerdown", (event) => this.#press(event));
    container.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"]) container.addEventListener(name, (event) => this.#drop(event));
    container.addEventListener("dragstart", (event) => event.preventDefault());
    // The click that ends a drag opens nothing.
    container.addEventListener("click", (event) => this.#swallow(event), true);
    container.addEventListener("touchmove", (event) => this.#dragging && event.preventDefault(), { passive: false });
  }

  #press(event) {
    const row = event.target.closest("[data-canal-id]");
    const entry = row && this.list.get(Number(row.dataset.canalId));
    if (event.button !== 0 || !entry || !isMovable(entry) || event.target.closest(".canal-arrow")) return;
    this.#row = row;
    this.#start = event;
    if (event.pointerType !== "mouse") this.#held = setTimeout(() => this.#begin(), HOLD_MS);
  }

  #move(event) {
    if (!this.#row) return;
    const far = Math.hypot(event.clientX - this.#start.clientX, event.clientY - this.#start.clientY) > DRAG_PX;
    if (!this.#dragging && far) {
      if (event.pointerType === "mouse") this.#begin();
      else this.#end();
    }
    if (this.#dragging) this.#follow(event.clientY);
  }

  #begin() {
    this.#dragging = true;
    this.#row.classList.add("dragged");
    this.container.setPointerCapture(this.#start.pointerId);
  }

  /** The row goes among its neighbours as the pointer passes their middles. */
  #follow(y) {
    const box = this.container.getBoundingClientRect();
    if (y < box.top + EDGE_PX) this.container.scrollTop -= 8;
    if (y > box.bottom - EDGE_PX) this.container.scrollTop += 8;
    const others = ordered(this.list).map(({ element }) => element).filter((element) => element !== this.#row && !element.hidden);
    const after = others.find((element) => {
      const { top, height } = element.getBoundingClientRect();
      return y < top + height / 2;
    });
    if (after) after.before(this.#row);
    else others.at(-1)?.after(this.#row);
  }

  #drop() {
    if (!this.#row) return;
    const dropped = this.#dragging;
    if (dropped) {
      const rows = [...this.container.querySelectorAll("[data-canal-id]")];
      const known = new Set(ordered(this.list).map(({ key }) => key));
      this.#arrange(rows.map((row) => Number(row.dataset.canalId)).filter((id) => known.has(id)));
    }
    this.#end();
    this.#dragging = dropped;
    setTimeout(() => (this.#dragging = false));
  }

  async #arrange(ids) {
    await arrange(ids);
    // What the server says of the new order comes with its answer, or just after.
    requestAnimationFrame(() => this.#row ?? this.settle());
  }

  #end() {
    clearTimeout(this.#held);
    this.#row?.classList.remove("dragged");
    this.#row = null;
    this.#dragging = false;
  }

  #swallow(event) {
    if (!this.#dragging) return;
    event.preventDefault();
    event.stopPropagation();
  }
}
