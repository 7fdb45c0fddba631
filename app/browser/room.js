import { begin, facts, wire } from "miaou/base.js";
import { bring } from "miaou/navigation.js";

/**
 * A small place of its own within the page, for what has the key `data-key` while there are facts of `data-needs`. It
 * looks as the page's template `shell-room` says; what the page brought of it shows at once, else it is asked for.
 */
export function attach(root, signal) {
  const { state } = wire;
  const [key, { needs }] = [Number(root.dataset.key), root.dataset];
  const brought = [...state.open].find((each) => each !== state.main && !each.root && each.key === key);
  const place = brought ?? state.add();
  place.root = root;
  root.replaceChildren();
  begin(root, "room");
  // By itself, while one may be writing elsewhere.
  const open = () => place.key === null && facts.keys().includes(needs) && bring(place, key, ["open", { key }, null]);
  if (wire.online) open();
  wire.on("online", open, signal);
  signal.addEventListener("abort", () => state.drop(place));
}
