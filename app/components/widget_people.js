import { delegateActions } from "miaou/actions.js";
import { bySort } from "miaou/by_sort.js";
import { facts } from "miaou/facts.js";
import { make } from "miaou/fragment.js";
import { KeyedList } from "miaou/keyed_list.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** Everybody's cat, those who are there first; a click opens their card. */
export function attachPeople(tile) {
  const faces = make("ul", "faces");
  faces.setAttribute("aria-label", say("people"));
  tile.body.append(faces);
  delegateActions(faces);
  const list = new KeyedList(faces, {
    compare: (a, b) => isAway(a) - isAway(b) || bySort(a, b),
    made: ({ key, element }) => {
      if (key === wire.state.me) Object.assign(element.dataset, { status: "self", pinned: "data-status" });
      element.title = facts.get(element.dataset.facts).name ?? "";
    },
  });
  const { state } = wire;
  const stops = [
    state.on("reset", () => list.reset(state.members)),
    state.on("put", (name, key, html) => name === "members" && list.put(key, html)),
    state.on("remove", (name, key) => name === "members" && list.remove(key)),
  ];
  stops.push(
    facts.on((keys) => list.renew(({ element }) => keys.has(element.dataset.facts))),
  );
  list.reset(state.members);
  list.flush();
  return { close: () => stops.forEach((stop) => stop()) };
}

function isAway({ element }) {
  return Number(element.dataset.status === "absent");
}
