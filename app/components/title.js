import { directory } from "miaou/directory.js";
import { oncePerFrame } from "miaou/frame.js";

const COUNTED = 99;

/** The tab's title: how much is unseen, the open canal, and the page's own title. */
export function keepTitle(state) {
  const own = document.title;
  const update = oncePerFrame(() => {
    const canal = state.main.canal === null ? "" : directory.canalName(state.main.canal);
    document.title = `${unseen(state)}${canal ? `${canal} · ` : ""}${own}`;
  });
  for (const event of ["reset", "reading", "put", "remove"]) state.on(event, update);
  state.main.on("shown", update);
  update();
}

function unseen(state) {
  let [total, others] = [0, false];
  for (const canal of state.canals.keys()) {
    const { star, count, more } = state.unread(canal);
    if (!star) continue;
    total += count;
    others ||= more;
  }
  if (total > COUNTED || others) return `(${COUNTED}+) `;
  return total ? `(${total}) ` : "";
}
