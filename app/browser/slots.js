import { replaceCarrying } from "miaou/carry.js";
import { facts } from "miaou/facts.js";
import { make, toElement } from "miaou/fragment.js";

/** A server-made part of a panel, known by its name: one element, or nothing yet. */
export function drawSlot(name, html) {
  const slot = toElement(html) ?? make("template");
  slot.dataset.slot = name;
  facts.fill(slot);
  return slot;
}

/** Parts that are drawn anew take the place of those before them, and take over what was done in them. */
export function fillSlots(root, slots, draw = drawSlot) {
  for (const [name, html] of Object.entries(slots)) {
    const old = root.querySelector(`[data-slot="${name}"]`) ?? root.appendChild(drawSlot(name, ""));
    replaceCarrying(old, draw(name, html));
  }
}

/** Of its parts, those of these names stay, in their order. */
export function putInOrder(root, names) {
  const at = document.activeElement;
  root.replaceChildren(...names.map((name) => root.querySelector(`[data-slot="${name}"]`)));
  at?.focus({ preventScroll: true });
}
