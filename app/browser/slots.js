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
    replaceCarrying(root.querySelector(`[data-slot="${name}"]`), draw(name, html));
  }
}
