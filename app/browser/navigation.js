import { keyOf, onAction } from "miaou/actions.js";
import { Emitter } from "miaou/emitter.js";
import { facts } from "miaou/facts.js";
import { toNodes } from "miaou/fragment.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

const turns = new WeakMap();

/**
 * Opens something in one part of the page that shows one thing at a time.
 * @param {object} where  @param {number} key  @param {(place: object) => void} opening called just before it shows
 * @param {boolean} chosen whether one wants to go there: otherwise nothing that is typed may go there by itself
 * @returns {Promise<boolean>} whether it was not overtaken by another one that was wanted since
 */
export async function openIn(where, key, opening = () => {}, chosen = true) {
  const turn = (turns.get(where) ?? 0) + 1;
  turns.set(where, turn);
  const isLatest = () => turns.get(where) === turn;
  // Already open, unless the server has been asked for another one meanwhile.
  if (key === where.key && where.wanted === null) {
    where.emit("chosen", key);
    return true;
  }
  where.want(key);
  try {
    const answer = await wire.call("open", { key });
    if (!isLatest()) return false;
    if (answer.refused) {
      show(answer.refused, "error");
    } else {
      opening(answer.place);
      where.show(answer);
      if (chosen) where.emit("chosen", key);
    }
  } catch {
    if (isLatest()) show(say(wire.online ? "no_answer" : "not_now"), "error");
  } finally {
    if (isLatest()) where.want(null);
  }
  return isLatest();
}

/**
 * What the page shows, in step with its address and the browser's history. The server says of a place its `key`, its
 * `address`, the `title` of the tab (with `{facts}` in it), a fact that is its `color`, and what stands in the page's
 * `data-place=NAME`; `elsewhere`: that is not where the page's address leads; `leads`: where things open that do not
 * here. Event: "changed" (whether that shows already).
 */
class Navigation extends Emitter {
  #place = {};
  #lost = false;

  start(place) {
    const { main } = wire.state;
    this.#arrive(place);
    facts.on(() => this.#entitle());
    onAction("open", (link) => this.open(keyOf(link)));
    if (place.leads) return;
    history.replaceState({ key: place.key }, "", place.elsewhere ? place.address : undefined);
    window.addEventListener("popstate", ({ state }) => state && this.open(state.key, "keep"));
    main.on("wanted", () => this.emit("changed", false));
    main.on("shown", () => this.emit("changed", true));
    main.on("lost", () => {
      this.#lost = true;
      this.#leave();
    });
    wire.on("online", () => this.#leave());
  }

  /** What is shown, or on its way. */
  get key() {
    const { main } = wire.state;
    return main.wanted ?? main.key;
  }

  /**
   * Opens something without loading the page.
   * @param {number} key  @param {"push"|"replace"|"keep"} how what becomes of the browser's history
   * @param {boolean} chosen as for `openIn`
   */
  async open(key, how = "push", chosen = true) {
    const { leads } = this.#place;
    if (leads) return location.assign(leads.replace("{key}", key));
    const arrive = (place) => {
      if (how !== "keep") history[`${how}State`]({ key: place.key }, "", place.address);
      this.#arrive(place);
    };
    const latest = await openIn(wire.state.main, key, arrive, chosen);
    // Back and forward have changed the address already: it must not speak of what did not open.
    const { key: shown, address } = this.#place;
    if (how === "keep" && latest && shown !== key) history.replaceState({ key: shown }, "", address);
  }

  /** What was shown is there no longer, or there was nothing: the server says where to go. */
  async #leave() {
    const { main } = wire.state;
    if (main.key !== null || !wire.online) return;
    const answer = await wire.call("elsewhere", { lost: this.#lost }).catch(() => null);
    // The next connection asks again.
    if (!answer || answer.refused) return;
    this.#lost = false;
    const { key, place } = answer;
    if (this.key !== null) return;
    if (key !== null) return this.open(key, "replace", false);
    history.replaceState({ key }, "", place.address);
    this.#arrive(place);
  }

  #arrive(place) {
    this.#place = place;
    const root = document.documentElement;
    root.dataset.factColor = place.color ?? "";
    facts.fillOne(root);
    for (const [name, html] of Object.entries(place.html ?? {})) {
      const part = document.querySelector(`[data-place=${name}]`);
      part.replaceChildren(toNodes(html));
      facts.fill(part);
    }
    this.#entitle();
  }

  #entitle() {
    const title = this.#place.title.replace(/\{([^}]+)\}/g, (_, pointer) => facts.value(pointer));
    if (document.title !== title) document.title = title;
  }
}

export const navigation = new Navigation();
