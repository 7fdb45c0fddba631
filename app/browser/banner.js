import { wire } from "miaou/wire.js";

/** A page that opens has not lost anything yet: it gets longer to connect than a short break may last. */
const PAUSES_MS = { opening: 4_000, lost: 1_000, back: 2_500 };
/** What says in its `span` that the connection is lost, and is back; with a button that has it tried at once. */
const banner = document.querySelector(".banner");
let timer = 0;
banner.querySelector("button").onclick = () => wire.retry();
wire.on("offline", () => become("lost", PAUSES_MS.lost));
wire.on("online", () => become(banner.hidden ? "" : "back"));
become("lost", PAUSES_MS.opening);

function become(state, pause = 0) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    banner.dataset.state = state;
    banner.querySelector("span").textContent = banner.dataset[state] ?? "";
    banner.hidden = !state;
    if (state === "back") become("", PAUSES_MS.back);
  }, pause);
}
