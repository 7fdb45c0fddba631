import { directory } from "miaou/directory.js";
import { facts } from "miaou/facts.js";
import { oncePerFrame } from "miaou/frame.js";
import { wire } from "miaou/wire.js";

/** The header of the open canal, and the canal's colour on the whole window. */
export function attachHead(root) {
  const { state } = wire;
  const { main } = state;
  const place = root.querySelector("[data-list=head]");
  const tint = () => {
    if (main.canal === null) return;
    root.closest(".nicegui-content")?.style.setProperty("--canal-color", directory.canal(main.canal).color);
  };
  const replace = () => {
    place.innerHTML = main.head;
    root.querySelector("[data-action=canal-card]").dataset.key = main.canal ?? "";
    facts.fill(place);
    tint();
  };
  main.on("shown", replace);
  for (const event of ["put", "remove"]) state.on(event, oncePerFrame(tint));
  replace();
}
