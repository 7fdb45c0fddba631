/**
 * Runs beside the pages, in none: where nobody answers, a page of ours shows in the place of the browser's own. The
 * server writes what it `KEEPS` above this: addresses that say which version they are, of which the first is that page.
 * It keeps nothing else.
 */
const [PAGE] = KEEPS;
/** What whoever stands before the server says when it is not there. */
const NOT_THERE = [502, 504];

addEventListener("install", (event) => event.waitUntil(begin(event)));
addEventListener("activate", (event) => event.waitUntil(follow()));
addEventListener("fetch", (event) => {
  const { method, destination, url } = event.request;
  // A form that did not get through is the browser's to send again: a page of ours would lose what was typed.
  if (method === "GET" && destination === "document") event.respondWith(answer(event));
  else if (KEEPS.includes(new URL(url).pathname)) event.respondWith(kept(event.request));
});

async function begin(event) {
  await (await caches.open(PAGE)).addAll(KEEPS);
  await skipWaiting();
  // A browser that knows how goes past the worker for all but what it has to say something to.
  const past = [{ condition: { urlPattern: "/assets/*" }, source: "cache" }];
  past.push({ condition: { not: { requestDestination: "document" } }, source: "network" });
  await event.addRoutes?.(past).catch(String);
}

/** In the place of an older one, whose files go. */
async function follow() {
  for (const name of await caches.keys()) if (name !== PAGE) await caches.delete(name);
  // The page is asked for at once, and not only when this has woken.
  await registration.navigationPreload?.enable();
  await clients.claim();
}

async function answer({ request, preloadResponse }) {
  const asked = (await preloadResponse?.catch(() => null)) ?? (await fetch(request).catch(() => null));
  return asked && !NOT_THERE.includes(asked.status) ? asked : ((await caches.match(PAGE)) ?? asked ?? Response.error());
}

const kept = async (request) => (await caches.match(request)) ?? fetch(request);
