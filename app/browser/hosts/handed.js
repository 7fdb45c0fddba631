import { ask, say, show, wire } from "miaou/base.js";

/** Of anything longer that is handed over the server makes nothing. */
const LARGEST = 20_000;

/** A card that was handed over where there was no place to write yet. */
let waiting = null;

/** The card that waits, which nobody else takes then; null: there is none. */
export function takeHanded() {
  const card = waiting;
  waiting = null;
  return card;
}

/**
 * Whoever embeds the page hands something over: as a card it goes above what is being written.
 * @param {() => ?object} place where one writes, if there is such a place: it is told to `takeCard`
 */
export function onHanded(place) {
  window.addEventListener("miaou:share", async ({ detail }) => {
    const given = (JSON.stringify(detail) ?? "").slice(0, LARGEST);
    if (!wire.online) {
      show(say("not_now"), "error");
      await wire.once("online");
    }
    waiting = (await ask("share", { given, here: Boolean(place()) }))?.card ?? waiting;
    place()?.takeCard();
  });
}
