/** A page that opens has not lost anything yet: it gets longer to connect than a short break may last. */
const PATIENCE_MS = { opening: 4_000, lost: 1_000 };
const BACK_SHOWN_MS = 2_500;

/** Says that the connection is lost, once that has lasted, and that it is back, in the words that `.banner` brings. */
export function showConnection(wire) {
  const banner = document.querySelector(".banner");
  let timer = 0;
  const after = (pause, work) => {
    clearTimeout(timer);
    timer = setTimeout(work, pause);
  };
  const show = (state) => {
    banner.dataset.state = state;
    banner.textContent = banner.dataset[state];
    banner.hidden = false;
  };
  wire.on("offline", () => after(PATIENCE_MS.lost, () => show("lost")));
  wire.on("online", () => {
    clearTimeout(timer);
    if (banner.hidden || banner.dataset.state === "back") return;
    show("back");
    after(BACK_SHOWN_MS, () => (banner.hidden = true));
  });
  after(PATIENCE_MS.opening, () => wire.online || show("lost"));
}
