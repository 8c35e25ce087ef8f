import { join } from 'node:path';
import { createClientOf, createHttpServer, type Routes } from '../../src/channel/http/index.ts';
import { createIntake, type Intake, type IntakeParts } from '../../src/channel/intake/index.ts';
import type { DeskConfig } from '../../src/config.ts';
import {
  bundleDesk,
  createPresence,
  createTally,
  type Desk,
  editionRoutes,
  hashPassword,
  type Presence,
  type Role,
  serveDesk,
  type Tally,
} from '../../src/desk/index.ts';
import { createLimiter, type Hub } from '../../src/instances/index.ts';
import type { Document } from '../../src/knowledge/index.ts';
import { createWorkshop } from '../../src/knowledge/workshop/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import type { Assistant } from '../../src/turn/index.ts';
import { intakeParts } from '../channel/doubles.ts';
import { ROOT, seedAssistant, seedKnowledge } from '../seed.ts';

export const PASSWORD = 'maíz volcán quetzal';
let hashed: Promise<string> | null = null;

export interface Served {
  readonly url: string;
  readonly store: Store;
  readonly desk: Desk;
  readonly clock: { ahead: number };
  readonly intake: Intake;
  readonly presence: Presence;
  readonly tally: Tally;
  readonly hub: Hub;
  /** Adds an account with {@link PASSWORD}. */
  account(id: string, roles: readonly Role[], name?: string): Promise<void>;
  browser(): Browser;
  /** A browser in which somebody has signed in. */
  signedIn(id: string): Promise<Browser>;
  stop(): Promise<void>;
}

/** Keeps cookies and follows nothing. */
export interface Browser {
  readonly cookies: Map<string, string>;
  csrf: string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** A form; `csrf` is filled in from the last page unless it is given. */
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  /** A call to the API. */
  call(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

export type ChannelParts = IntakeParts & { readonly intake: Intake; readonly url: string };

export interface ServeOptions {
  readonly store?: Store;
  readonly config?: DeskConfig | null;
  readonly signInsPerMinute?: number;
  readonly hours?: string;
  /** Default: one of its own. */
  readonly hub?: Hub;
  readonly worker?: string;
  /** Default: those of `knowledge/`. */
  readonly assistant?: Assistant;
  readonly documents?: readonly Document[];
  /** Registers channels. */
  readonly channels?: (routes: Routes, parts: ChannelParts) => void;
}

/** The desk on a server of its own, over the real knowledge. */
export async function serve(options: ServeOptions = {}): Promise<Served> {
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  const assistant = options.assistant ?? seedAssistant();
  const parts = await intakeParts({
    store: options.store ?? (await openStore('memory:', { now })),
    assistant: () => assistant,
    now,
    ...(options.hub ? { hub: options.hub } : {}),
    ...(options.worker ? { worker: options.worker } : {}),
  });
  const tally = createTally(parts);
  const presence = createPresence({
    ...parts,
    provider: options.config != null,
    hours: options.hours ?? null,
  });
  const intake = createIntake({ ...parts, desk: presence.now, tally: tally.reply });
  const server = createHttpServer({ log: parts.log, clientOf: createClientOf(null), https: false });
  const url = await server.listen(0, '127.0.0.1');
  const documents = options.documents ?? (seedKnowledge().documents as readonly Document[]);
  const desk = serveDesk(
    server.routes,
    {
      ...parts,
      intake,
      tally,
      phone: '+50224112411',
      published: () => ({ edition: assistant.edition, documents }),
      config: options.config ?? null,
      publicUrl: url,
      origins: [url],
      signIns: createLimiter({ points: options.signInsPerMinute ?? 0, seconds: 60 }),
    },
    await bundleDesk(ROOT),
  );
  const workshop = createWorkshop({
    ...parts,
    locales: join(ROOT, 'locales'),
    banks: { measured: [], compared: [] },
    onPublished: async () => {},
  });
  desk.add(assets => editionRoutes({ ...parts, workshop, assets }));
  options.channels?.(server.routes, { ...parts, intake, url });
  await presence.look();
  await intake.start();

  const served: Served = {
    url,
    store: parts.store,
    desk,
    clock,
    intake,
    presence,
    tally,
    hub: parts.hub,
    async account(id, roles, name = id) {
      hashed ??= hashPassword(PASSWORD);
      await parts.store.addAccount({ id, name, roles: [...roles], password: await hashed });
    },
    browser: () => browser(url),
    async signedIn(id) {
      const one = browser(url);
      await one.get('/desk/sign-in');
      const answer = await one.post('/desk/sign-in', { user: id, password: PASSWORD });
      if (answer.status !== 303) throw new Error(`${id} could not sign in: ${answer.status}`);
      await one.get('/desk');
      return one;
    },
    async stop() {
      const closed = server.close(500);
      await intake.stop(1_000);
      await desk.close();
      await closed;
    },
  };
  return served;
}

export function browser(url: string): Browser {
  const cookies = new Map<string, string>();
  const one: Browser = {
    cookies,
    csrf: '',
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, form, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { Origin: url, ...headers },
        body: new URLSearchParams({ csrf: one.csrf, ...form }),
      }),
    call: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { Origin: url, 'Content-Type': 'application/json', 'X-Igm-Csrf': one.csrf, ...headers },
        body: JSON.stringify(body),
      }),
  };

  async function send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie === '' ? {} : { Cookie: cookie }), ...(init.headers as object) };
    const answer = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    if (answer.headers.get('content-type')?.startsWith('text/html')) {
      const text = await answer.clone().text();
      one.csrf = /name="csrf" (?:content|value)="([^"]+)"/.exec(text)?.[1] ?? one.csrf;
    }
    return answer;
  }
  return one;
}
