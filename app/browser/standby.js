/** Once the page has come to rest, the browser has that worker at hand: what nobody waits for takes nobody's time. */
setTimeout(() => navigator.serviceWorker?.register(document.documentElement.dataset.standby).catch(String), 2_000);
