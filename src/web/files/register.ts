import type { LocaleFiles } from '../../answer/sentences.ts';
import type { Edition } from '../../turn/index.ts';
import { packOf } from '../offline/pack.ts';
import type { Contacts } from '../pages/parts.ts';
import type { PageRequest, PageResponse, Routes } from '../pages/routes.ts';
import type { BrowserCode } from './browser-code.ts';
import { factsOf } from './facts.ts';
import { StaticFile } from './static-file.ts';

export interface WidgetParts {
  readonly code: BrowserCode;
  readonly locales: LocaleFiles;
  readonly contacts: Contacts;
  /** Asked for on every request, so that a publication shows at once. */
  published(): { readonly edition: string; readonly documents: Parameters<typeof factsOf>[0]['documents'] };
  /** The same edition with the bytes of its index. */
  withIndex(): Omit<Edition, 'index'> & { readonly saved: Uint8Array };
}

const SCRIPT = 'text/javascript; charset=utf-8';
/** Where the bundle leaves room for the facts. */
const PLACE = '__IGM_FACTS__';

/** Registers the widget's script and what answers without a connection. */
export function registerWidget(routes: Routes, parts: WidgetParts): void {
  const core = new StaticFile(parts.code.offline, SCRIPT, 'any');
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
}

interface Files {
  readonly edition: string;
  readonly script: StaticFile;
  readonly pack: StaticFile;
  /** Of this edition, and of the one before: a phone may have its texts already, and ask for their index. */
  readonly indexes: readonly StaticFile[];
}

/** The files of the published edition, made once for each. */
function perEdition(parts: WidgetParts, offline: string): () => Files {
  let made: Files | null = null;
  return () => {
    const published = parts.published();
    if (made?.edition === published.edition) return made;
    const edition = parts.withIndex();
    const index = new StaticFile(edition.saved, 'application/octet-stream', 'any');
    const facts = JSON.stringify(factsOf(published, { ...parts, offline }));
    const pack = packOf(edition, {
      sentences: parts.locales,
      contacts: configured(parts.contacts),
      index: `/widget/index/${index.hash}`,
    });
    made = {
      edition: published.edition,
      script: new StaticFile(
        parts.code.widget.replace(PLACE, () => facts),
        SCRIPT,
        'any',
      ),
      pack: new StaticFile(JSON.stringify(pack), 'application/json; charset=utf-8', 'any'),
      indexes: [index, ...(made?.indexes.slice(0, 1) ?? [])],
    };
    return made;
  };
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
