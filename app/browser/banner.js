import { wire } from "miaou/wire.js";

/** A page that opens has not lost anything yet: it gets longer to connect than a short break may last. */
const PATIENCE_MS = { opening: 4_000, lost: 1_000 };
const BACK_SHOWN_MS = 2_500;

const banner = document.querySelector(".banner");
let timer = 0;

wire.on("offline", () => become("lost", PATIENCE_MS.lost));
wire.on("online", () => become(banner.hidden ? "" : "back"));
become("lost", PATIENCE_MS.opening);

function become(state, pause = 0) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    banner.dataset.state = state;
    banner.textContent = banner.dataset[state] ?? "";
    banner.hidden = !state;
    if (state === "back") become("", BACK_SHOWN_MS);
  }, pause);
}
