import { Groups } from "miaou/groups.js";
import { wire } from "miaou/wire.js";

/** The members on the right, as the server groups them. */
export function attachMembers(root) {
  const { state } = wire;
  const groups = new Groups(root);
  state.on("reset", () => groups.reset(state.members));
  state.on("put", (list, key, html) => list === "members" && groups.put(key, html));
  state.on("remove", (list, key) => list === "members" && groups.remove(key));
  groups.reset(state.members);
  groups.flush();
}
