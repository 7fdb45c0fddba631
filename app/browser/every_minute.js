const MINUTE_MS = 60_000;

/** Calls `work` with the time: now, as each minute begins, and when the page is seen again. Returns what ends it. */
export function everyMinute(work) {
  let timer = 0;
  const tick = () => {
    clearTimeout(timer);
    timer = setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS) + 50);
    work(Date.now());
  };
  // A computer that slept, or a hidden tab whose timers were slowed down.
  document.addEventListener("visibilitychange", tick);
  tick();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", tick);
  };
}
