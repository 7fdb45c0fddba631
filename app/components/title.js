import { directory } from "miaou/directory.js";
import { facts } from "miaou/facts.js";
import { oncePerFrame } from "miaou/frame.js";

/** The tab's title: how much is unseen, the open canal, and the page's own title. */
export function keepTitle(state) {
  const own = document.title;
  const update = oncePerFrame(() => {
    const canal = state.main.canal === null ? "" : directory.canalName(state.main.canal);
    document.title = `${facts.get("all").title ?? ""}${canal ? `${canal} · ` : ""}${own}`;
  });
  facts.on(update);
  state.main.on("shown", update);
  update();
}
