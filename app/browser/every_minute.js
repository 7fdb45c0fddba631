const MINUTE_MS = 60_000;

/** Calls `work` with the time: now, as each minute begins, and when the page is seen again. Returns what ends it. */
export function everyMinute(work) {
  let timer = 0;
  const tick = () => {
    const now = Date.now();
    clearTimeout(timer);
    timer = setTimeout(tick, MINUTE_MS - (now % MINUTE_MS) + 50);
    work(now);
  };
  // A computer that slept, or a hidden tab whose timers were slowed down.
  const seen = () => !document.hidden && tick();
  document.addEventListener("visibilitychange", seen);
  tick();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
  };
}
