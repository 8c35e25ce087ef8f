import type { LocaleFiles } from '../../answer/sentences.ts';
import type { Edition } from '../../turn/index.ts';
import { packOf } from '../offline/pack.ts';
import type { Contacts } from '../pages/parts.ts';
import type { PageRequest, PageResponse, Routes } from '../pages/routes.ts';
import type { BrowserCode } from './browser-code.ts';
import type { Compressor } from './compressed.ts';
import { factsOf } from './facts.ts';
import { type Audience, StaticFile } from './static-file.ts';

export interface WidgetParts {
  readonly code: BrowserCode;
  readonly compress: Compressor;
  readonly locales: LocaleFiles;
  readonly contacts: Contacts;
  /** Addresses of the pages and their files that must be there for a start without a connection. */
  readonly shell: readonly string[];
  /** Asked for on every request, so that a publication shows at once. */
  published(): { readonly edition: string; readonly documents: Parameters<typeof factsOf>[0] };
  /** The same edition with the bytes of its index. */
  withIndex(): Omit<Edition, 'index'> & { readonly saved: Uint8Array };
}

const SCRIPT = 'text/javascript; charset=utf-8';
/** Where the bundles leave room for what only the running service knows. */
const FACTS = '__IGM_FACTS__';
const SHELL = '__IGM_SHELL__';
/** A service worker has a policy of its own: it fetches from us, and nothing else. */
const WORKER_POLICY = { 'Content-Security-Policy': "default-src 'none'; connect-src 'self'" };

/** Registers the widget's script and what answers without a connection. */
export function registerWidget(routes: Routes, parts: WidgetParts): void {
  const core = new StaticFile(parts.code.offline, SCRIPT, 'any', parts.compress);
  const corePath = `/assets/offline.${core.hash}.js`;
  const files = perEdition(parts, corePath);
  files(); // compressed before the first request

  const serve = (path: string, handler: (request: PageRequest) => Promise<PageResponse>) =>
    routes.add({ method: 'GET', path, handler });
  serve('/widget.js', request => files().script.sendFresh(request));
  serve('/widget/edition.json', request => files().pack.sendFresh(request));
  serve('/widget/index/:hash', async request => {
    const hash = request.path.slice(request.path.lastIndexOf('/') + 1);
    const index = files().indexes.find(known => known.hash === hash);
    return index ? index.sendForEver(request) : gone();
  });
  serve(corePath, request => core.sendForEver(request));
  serve('/sw.js', request => files().worker.sendFresh(request, WORKER_POLICY));
}

interface Files {
  readonly edition: string;
  readonly script: StaticFile;
  readonly pack: StaticFile;
  readonly worker: StaticFile;
  /** Of this edition, and of the one before: a phone may have its texts already, and ask for their index. */
  readonly indexes: readonly StaticFile[];
}

/** The files of the published edition, made once for each. */
function perEdition(parts: WidgetParts, offline: string): () => Files {
  let made: Files | null = null;
  const file = (content: string | Uint8Array, type: string, audience: Audience) =>
    new StaticFile(content, type, audience, parts.compress);
  return () => {
    const published = parts.published();
    if (made?.edition === published.edition) return made;
    const edition = parts.withIndex();
    const index = file(edition.saved, 'application/octet-stream', 'any');
    const facts = factsOf(published.documents, { ...parts, offline });
    const pack = packOf(edition, {
      sentences: parts.locales,
      contacts: configured(parts.contacts),
      index: `/widget/index/${index.hash}`,
    });
    const before = made?.indexes.slice(0, 1) ?? [];
    const script = file(filled(parts.code.widget, FACTS, facts), SCRIPT, 'any');
    // What stands on the pages changes with the edition, as the script does.
    const shell = { version: script.hash, files: ['/widget.js', ...parts.shell] };
    const files: Files = {
      edition: published.edition,
      script,
      worker: file(filled(parts.code.worker, SHELL, shell), SCRIPT, 'own'),
      pack: file(JSON.stringify(pack), 'application/json; charset=utf-8', 'any'),
      indexes: [index, ...before],
    };
    made = files;
    return files;
  };
}

/** Puts a value where a bundle leaves room for it. */
function filled(code: string, place: string, value: unknown): string {
  return code.replace(place, () => JSON.stringify(value));
}

function configured({ phone, emergency, url, hours }: Contacts) {
  return {
    phone: phone ?? undefined,
    emergency: emergency ?? undefined,
    url: url ?? undefined,
    hours: hours ?? undefined,
  };
}

function gone(): PageResponse {
  return {
    status: 404,
    headers: { 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' },
    body: '',
  };
}
