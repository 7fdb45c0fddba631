import { directory } from "miaou/directory.js";
import { make } from "miaou/fragment.js";
import { oncePerFrame } from "miaou/frame.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** The header of the open canal, and the canal's colour on the whole window. */
export function attachHead(root) {
  const { state } = wire;
  const { main } = state;
  const place = root.querySelector("[data-list=head]");
  const replace = () => {
    place.innerHTML = main.head;
    follow();
  };
  // The row in the drawer is the first to know of another name or colour, and who is in a direct canal.
  const follow = () => {
    if (main.canal === null) return;
    const { color } = directory.canal(main.canal);
    root.closest(".nicegui-content")?.style.setProperty("--canal-color", color);
    showName(place, directory.canalName(main.canal));
    showCount(place.querySelector("p"));
  };
  for (const event of ["shown", "head"]) main.on(event, replace);
  for (const event of ["put", "remove"]) state.on(event, oncePerFrame(follow));
  replace();
}

/** Puts the name in the heading's text, beside whatever icon stands there. */
function showName(place, name) {
  const heading = place.querySelector("h1") ?? place.appendChild(make("h1"));
  const text = [...heading.childNodes].find((node) => node.nodeType === Node.TEXT_NODE);
  if (!text) heading.prepend(name);
  else if (text.textContent !== name) text.textContent = name;
}

/** Without a topic, how many are in the canal; in an open one, that is everybody. */
function showCount(line) {
  if (!line || (line.textContent && !("counted" in line.dataset))) return;
  const n = Number(line.dataset.count ?? wire.state.members.size);
  line.dataset.counted = "";
  line.textContent = say("n_members", { n });
}
