/** Calls `stop` when the signal ends what listens; without a signal, that is for as long as the page. */
export function until(signal, stop) {
  signal?.addEventListener("abort", stop, { once: true });
}

export function pause(ms) {
  return new Promise((resume) => setTimeout(resume, ms));
}
