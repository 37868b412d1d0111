// The service worker: after one visit over https the page opens without the network. The page's own files are one set, named by a
// digest of all of them, and served from that set only, so that no two builds ever mix; boards are asked of the host first, since an
// office changes them by putting a file there, and taken from the last visit where the host does not answer.
// The build puts the digest and the files' names in (site/scripts/offline.mjs).
const build = "__BUILD__";
const files = __FILES__;

const own = `yardstick-${build}`;
const boards = "yardstick-boards";
const address = (name) => new URL(name, self.registration.scope).href;
const addresses = new Set(files.map(address));

self.addEventListener("install", (event) => {
  // "reload": not what the browser kept of an older build. If one file does not come, the whole set is not taken.
  event.waitUntil(caches.open(own).then((cache) => cache.addAll(files.map((name) => new Request(address(name), { cache: "reload" })))));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("yardstick-") && name !== own && name !== boards).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// The page asks for the change of builds; until then the old set stays whole.
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

async function fromHost(request) {
  const kept = await caches.open(boards);
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(request, answer.clone());
    return answer;
  } catch (reason) {
    const before = await kept.match(request);
    if (before) return before;
    throw reason;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  const plain = request.url.split(/[?#]/)[0];
  if (request.mode === "navigate") {
    if (plain === self.registration.scope || plain === address("index.html")) {
      event.respondWith(caches.open(own).then((cache) => cache.match(address("index.html"))).then((page) => page || fetch(request)));
    }
    return;
  }
  if (addresses.has(plain)) {
    event.respondWith(caches.open(own).then((cache) => cache.match(plain)).then((file) => file || fetch(request)));
  } else if (/\/(boards\/[^/]+|site)\.json$/.test(plain) || /\/schemes\/[^/]+\.json$/.test(plain)) {
    event.respondWith(fromHost(request));
  }
});
