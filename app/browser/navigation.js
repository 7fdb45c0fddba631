import { ask, facts, isolated, keyOf, onAction, tell, wire } from "miaou/base.js";
import { closeDrawer, goOn } from "miaou/layers.js";

/**
 * Shows in a place what the server answers, and returns it: null when it refuses, undefined when another is wanted.
 * @param {OpenPlace} where  @param {number} key  @param {unknown[]} asking as for `ask`
 * @param {(place: object) => void} opening called just before it shows
 */
export async function bring(where, key, asking, opening = () => {}) {
  const turn = where.want(key);
  const isLatest = () => where.coming === turn;
  const answer = await ask(...asking, isLatest);
  if (!isLatest()) return undefined;
  if (answer) {
    opening(answer.place);
    where.show(answer.log);
  }
  where.want(null);
  return answer;
}

/**
 * What the page shows, in step with its address and the browser's history. The server says of a place its `key`, its
 * `address`, the `title` of the tab (with `{facts}` in it), a fact that is its `color`, and what stands in the page's
 * `data-place=NAME`; `elsewhere`: not where its address leads; `leads`, `leadsTo`: where things and rows open else.
 */
let place = {};
const { main } = wire.state;

export function startAt(first) {
  arrive(first, first.elsewhere ? "replace" : "keep");
  facts.on("changed", entitle);
  onAction("open", (link) => go(keyOf(link), "push", true, link));
  wire.state.on("open", (key, row) => go(key, "push", true, null, row));
  if (first.leads) return;
  history.replaceState({ key: first.key }, "");
  // Going back from what lay over it leads to what shows already.
  const leadsAway = (state) => state && state.key !== (main.wanted ?? main.key);
  window.addEventListener("popstate", ({ state }) => leadsAway(state) && go(state.key, "keep"));
  main.on("shown", leave);
  main.on("chosen", closeDrawer);
  wire.on("online", leave);
}

/**
 * Opens something without loading the page.
 * @param {number} key  @param {"push"|"replace"|"keep"} how what becomes of the browser's history
 * @param {boolean} chosen whether one wants to go there: otherwise nothing that is typed may go there by itself
 * @param {HTMLElement} [pressed] what shows that it is on its way  @param {number} [row] the row in it that one wants
 */
export async function go(key, how = "push", chosen = true, pressed = null, row = undefined) {
  const { leads, leadsTo } = place;
  // Where it is open already, and one is; unless the server has been asked for another one meanwhile.
  const near = [wire.state.placeOf(document.activeElement), ...wire.state.open].find((each) => each.key === key);
  if (near && (row || (near === main && main.wanted === null))) return near.emit("chosen", row);
  if (leads) return location.assign(row ? leadsTo.replace("{row}", row) : leads.replace("{key}", key));
  const answer = await bring(main, key, ["open", { key, row }, pressed], (there) => arrive(there, how));
  if (answer && chosen) main.emit("chosen", row);
  // Back and forward have changed the address already: it must not speak of what did not open.
  const { key: shown, address } = place;
  if (how === "keep" && answer !== undefined && shown !== key) history.replaceState({ key: shown }, "", address);
}

/** What was shown is there no longer, or there was nothing: the server says where to go. */
async function leave() {
  if (main.key !== null || !wire.online) return;
  const answer = await wire.call("elsewhere", { lost: place.key !== null }).catch(() => null);
  // The next connection asks again.
  if (!answer || answer.refused || (main.wanted ?? main.key) !== null) return;
  if (answer.key !== null) return go(answer.key, "replace", false);
  arrive(answer.place, "replace");
}

function arrive(where, how) {
  place = where;
  if (how !== "keep") goOn(how, { key: place.key }, place.address);
  const root = document.documentElement;
  root.dataset.factColor = place.color ?? "";
  facts.fillOne(root);
  for (const [name, html] of Object.entries(place.html ?? {})) {
    document.querySelector(`[data-place=${name}]`).replaceChildren(facts.nodes(html));
  }
  entitle();
}

function entitle() {
  const title = place.title.replace(/\{([^}]+)\}/g, (_, pointer) => isolated(facts.value(pointer)));
  tell(document.querySelector("title"), title);
}
