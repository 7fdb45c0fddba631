/** Once the page has come to rest, the browser has that worker at hand: what nobody waits for takes nobody's time. */
const { standby } = document.documentElement.dataset;
setTimeout(() => navigator.serviceWorker?.register(standby).catch(String), 3_000);
