import { ask, keyOf, onKey } from "miaou/base.js";
import { onDrag } from "miaou/drag.js";

/**
 * Rows that one puts in order: by drag, or by Control, Shift and the arrow keys. The list says `data-reorder=ACTION`,
 * each row its `data-key`, and those that may be moved `data-movable`: it is told the `keys` in their new order, or
 * which one `step` further. It is the server's answer that puts them in order: a row that was dragged goes back when it
 * will not: `settled` is called.
 */
export function attachReorder(list, settled) {
  const movable = () => [...list.querySelectorAll("[data-movable]")];
  onDrag(list, {
    find: (target) => target.closest("[data-movable]"),
    moved: ({ item, y }) => {
      const others = movable().filter((other) => other !== item && !other.hidden);
      const after = others.find((other) => y < other.getBoundingClientRect().top + other.offsetHeight / 2);
      if (after) after.before(item);
      else others.at(-1)?.after(item);
    },
    dropped: async (item, isMeant) => {
      item.classList.remove("dragged");
      if (isMeant) await ask(list.dataset.reorder, { keys: movable().map(keyOf), moved: keyOf(item) });
      // What the server says of the new order comes with its answer, or just after.
      requestAnimationFrame(() => list.querySelector(".dragged") || settled());
    },
  });
  onKey(list, ({ key, target, shiftKey, ctrlKey, metaKey }) => {
    const step = shiftKey && (ctrlKey || metaKey) && { ArrowUp: -1, ArrowDown: 1 }[key];
    const row = target.closest("[data-movable]");
    return step && (() => row && ask(list.dataset.reorder, { moved: keyOf(row), step }));
  });
}
