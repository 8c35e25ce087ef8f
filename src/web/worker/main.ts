/**
 * The service worker of our own pages: lets them start without a connection. It keeps public files only: the pages
 * as everybody gets them, the widget, the document and its index. What a person asks is never in it: an address with
 * a question, a form and a conversation pass by untouched.
 */

/** What the server puts in its place. `version` changes whenever one of the files does. */
declare const __IGM_SHELL__: { readonly version: string; readonly files: readonly string[] };

/** The part of a service worker's world that is used here (its types do not go together with those of a page). */
interface Life extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Life {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface World {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listen: (event: Life) => void): void;
  addEventListener(type: 'fetch', listen: (event: Asked) => void): void;
}

const world = self as unknown as World;
const { version, files } = __IGM_SHELL__;
const PREFIX = 'igm-';
const NAME = PREFIX + version;
/** A network that has not answered by then counts as none, where there is something to show instead. */
const PATIENCE_MS = 6_000;

world.addEventListener('install', event => {
  const filled = caches.open(NAME).then(cache => cache.addAll([...files]));
  event.waitUntil(filled.then(() => world.skipWaiting()));
});

world.addEventListener('activate', event => {
  const cleaned = caches
    .keys()
    .then(names =>
      Promise.all(
        names.filter(name => name.startsWith(PREFIX) && name !== NAME).map(name => caches.delete(name)),
      ),
    );
  event.waitUntil(cleaned.then(() => world.clients.claim()));
});

world.addEventListener('fetch', event => {
  const { method, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (method !== 'GET' || origin !== world.location.origin || search !== '') return;
  // The hash in these names is that of the content: what is kept is what the server would send.
  if (/^\/(?:assets|widget\/index)\//.test(pathname)) event.respondWith(keptFirst(event.request));
  else if (files.includes(pathname) || pathname === '/widget/edition.json')
    event.respondWith(newestFirst(event.request, event));
});

async function keptFirst(request: Request): Promise<Response> {
  return (await kept(request)) ?? keep(request, await fetch(request));
}

async function newestFirst(request: Request, event: Life): Promise<Response> {
  const newest = fetch(request).then(response => keep(request, response));
  event.waitUntil(newest.catch(() => {}));
  const old = await kept(request);
  if (old === undefined) return newest;
  const late = new Promise<Response>(resolve => setTimeout(() => resolve(old), PATIENCE_MS));
  return Promise.race([newest.catch(() => old), late]);
}

const kept = async (request: Request) => (await caches.open(NAME)).match(request, { ignoreVary: true });

async function keep(request: Request, response: Response): Promise<Response> {
  if (response.status === 200) await (await caches.open(NAME)).put(request, response.clone());
  return response;
}
