// Answers from what the page "on site" has put by when there is no network. It keeps nothing by itself.
const KEPT = "umsicht.vor-ort";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(
    fetch(request).catch(async () => {
      const cache = await caches.open(KEPT);
      return (await cache.match(request, { ignoreSearch: true, ignoreVary: true })) ?? Response.error();
    }),
  );
});
