const MOST_REMEMBERED = 1_000;

/** Tells whether a reply may be sent to a service address. */
export type AllowsServiceUrl = (serviceUrl: string) => boolean;

/**
 * Where replies may go, from `BOT_SERVICE_URL_HOSTS`: a name stands for https on its standard port, `*.domain` for
 * every name below the domain, and an exact origin (`http://127.0.0.1:4618`) for itself. Nothing else is ever
 * called: the address comes from whoever sends the activity.
 */
export function createServiceUrlRule(entries: readonly string[]): AllowsServiceUrl {
  const items = entries.map(entry => entry.toLowerCase());
  const origins = new Set(items.filter(item => item.includes('://')));
  const names = new Set(items.filter(item => !item.includes('://') && !item.startsWith('*.')));
  const domains = items.filter(item => item.startsWith('*.')).map(item => item.slice(1));
  return remembering(serviceUrl => {
    const url = plainUrl(serviceUrl);
    if (url === null) return false;
    if (origins.has(url.origin)) return true;
    if (url.protocol !== 'https:' || url.port !== '') return false;
    return names.has(url.hostname) || domains.some(domain => isBelow(url.hostname, domain));
  });
}

/** `domain` begins with its dot; a name that is nothing but it is below nothing. */
function isBelow(name: string, domain: string): boolean {
  return name.endsWith(domain) && name.length > domain.length && !name.startsWith('.');
}

/** In local development: an emulator on this machine, and nothing else. */
export const allowsLoopbackOnly: AllowsServiceUrl = remembering(serviceUrl => {
  const url = plainUrl(serviceUrl);
  return url !== null && /^https?:$/.test(url.protocol) && isLoopbackName(url.hostname);
});

/** Few addresses come again and again, and reading one costs more than all else that is looked at. */
function remembering(rule: AllowsServiceUrl): AllowsServiceUrl {
  const known = new Map<string, boolean>();
  return serviceUrl => {
    const before = known.get(serviceUrl);
    if (before !== undefined) return before;
    const allowed = rule(serviceUrl);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(serviceUrl, allowed);
    return allowed;
  };
}

/** True for `localhost` and loopback addresses as they stand in a URL. */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}

/** An address without credentials, query and fragment, in which a path can be joined on. */
function plainUrl(text: string): URL | null {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return null;
  return url.search === '' && url.hash === '' ? url : null;
}
