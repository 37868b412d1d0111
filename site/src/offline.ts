// Working offline: over https the page's files are kept by a service worker (site/offline/sw.js). A newer build is told and taken when
// the reader says so, since a page that changes under somebody's hands loses what was typed. On plain http browsers allow none.

/** `?offline` lets it be tried on http://localhost, which browsers trust like https. */
function wanted(): boolean {
  const { protocol, search } = window.location;
  return "serviceWorker" in navigator && window.isSecureContext && (protocol === "https:" || /[?&]offline\b/.test(search));
}

/** Starts the worker when the page has nothing better to do; `tell` gets what takes a newer build over. */
export function keepForOffline(tell: (takeOver: () => void) => void): void {
  if (!wanted()) return;
  const { serviceWorker } = navigator;
  let asked = false;
  serviceWorker.addEventListener("controllerchange", () => {
    if (asked) window.location.reload();
  });
  const offer = (worker: ServiceWorker | null) => {
    // Without a worker in charge this is the first visit: there is nothing older on the page.
    if (!worker || !serviceWorker.controller) return;
    tell(() => {
      asked = true;
      worker.postMessage("take over");
    });
  };
  window.setTimeout(() => {
    serviceWorker
      .register("sw.js")
      .then((registration) => {
        offer(registration.waiting);
        registration.addEventListener("updatefound", () => {
          const { installing } = registration;
          installing?.addEventListener("statechange", () => {
            if (installing.state === "installed") offer(installing);
          });
        });
      })
      // A host that does not have sw.js is a host without offline, and nothing else.
      .catch(() => undefined);
  }, 2000);
}
