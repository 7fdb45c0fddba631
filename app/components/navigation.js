import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

const turns = new WeakMap();

/**
 * Opens a canal in one place of the page.
 * @param {OpenCanal} where  @param {number} canal  @param {() => void} opening called just before it shows
 * @param {boolean} chosen whether the member wants to go there: otherwise nothing they type may go there by itself
 * @returns {Promise<boolean>} whether it was not overtaken by another one that was wanted since
 */
export async function openIn(where, canal, opening = () => {}, chosen = true) {
  const turn = (turns.get(where) ?? 0) + 1;
  turns.set(where, turn);
  const isLatest = () => turns.get(where) === turn;
  // Already open, unless the server has been asked for another one meanwhile.
  if (canal === where.canal && where.wanted === null) {
    where.emit("chosen", canal);
    return true;
  }
  where.want(canal);
  try {
    const answer = await wire.call("open", { canal });
    if (!isLatest()) return false;
    if (answer.refused) {
      show(answer.refused, "error");
    } else {
      opening();
      where.show(answer);
      if (chosen) where.emit("chosen", canal);
    }
  } catch {
    if (isLatest()) show(say(wire.online ? "no_answer" : "not_now"), "error");
  } finally {
    if (isLatest()) where.want(null);
  }
  return isLatest();
}

/** Which canal the window shows, in step with the address and the browser's history. */
class Navigation {
  start() {
    const { canal: shown } = wire.state.main;
    const asked = new URLSearchParams(location.search).get("canal");
    history.replaceState({ canal: shown }, "");
    if (asked !== null && shown !== null && Number(asked) !== shown) {
      show(say("no_canal_there"), "error");
      history.replaceState({ canal: shown }, "", addressOf(shown));
    }
    window.addEventListener("popstate", (event) => {
      const canal = event.state?.canal ?? (Number(new URLSearchParams(location.search).get("canal")) || null);
      if (canal !== null) this.open(canal, "keep");
    });
  }

  /**
   * Opens a canal without loading the page.
   * @param {number} canal
   * @param {"push"|"replace"|"keep"} address what becomes of the browser's history
   * @param {boolean} chosen whether the member wants to go there, and may go on writing at once
   */
  async open(canal, address = "push", chosen = true) {
    const { main } = wire.state;
    const opening = () => {
      if (address === "push") history.pushState({ canal }, "", addressOf(canal));
      if (address === "replace") history.replaceState({ canal }, "", addressOf(canal));
    };
    const latest = await openIn(main, canal, opening, chosen);
    // Back and forward have changed the address already: it must not speak of a canal that did not open.
    if (address === "keep" && latest && main.canal !== canal && main.canal !== null) {
      history.replaceState({ canal: main.canal }, "", addressOf(main.canal));
    }
  }
}

/** The page's address with that canal; in a site's frame it also says the theme, and to ask the host who this is. */
function addressOf(canal) {
  const asked = new URLSearchParams(location.search);
  const kept = ["theme", "ask"].filter((name) => asked.has(name)).map((name) => [name, asked.get(name)]);
  return `?${new URLSearchParams([["canal", canal], ...kept])}`;
}

export const navigation = new Navigation();
