import { randomBytes, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { createSentences } from './answer/index.ts';
import { type ChannelState, channelStates } from './app/channels.ts';
import { type LiveEdition, openLiveEdition } from './app/live-edition.ts';
import { servePages } from './app/pages.ts';
import {
  createClientOf,
  createHttpServer,
  createIntake,
  createLimiter,
  createLocalHub,
  serveDirectLine,
} from './channel/index.ts';
import type { Config } from './config.ts';
import { readLocales } from './knowledge/index.ts';
import { createCounters, type Logger, registerHealth } from './observe/index.ts';
import { redact } from './privacy/index.ts';
import { loadKeys } from './privacy/keys.ts';
import { openStore } from './store/index.ts';

export interface AppOptions {
  /** The project's folder, with `knowledge/` and `locales/`. */
  readonly root: string;
  readonly log: Logger;
  /** Told when the first start has to train the index, which takes some seconds. */
  onTraining?(): void;
  /** In place of the published edition: for tests of what only carries. */
  readonly edition?: LiveEdition;
}

/** The running service. */
export interface App {
  /** Where it listens. */
  readonly url: string;
  /** Where people reach it. */
  readonly publicUrl: string;
  readonly channels: readonly ChannelState[];
  /** Takes nothing new, finishes what was accepted, closes. May be called again. */
  stop(): Promise<void>;
}

/** How long a stop waits for requests and for answers. */
const GRACE_MS = 10_000;
/** The purge enforces retention; conversations that were never used end after ten minutes. */
const PURGE_MS = 10 * 60_000;
const EDITION_MS = 5_000;

/** Builds the parts and joins them. Fails with the coded error of the part that could not be opened. */
export async function openApp(config: Config, options: AppOptions): Promise<App> {
  const { log, root } = options;
  const now = Date.now;
  const counters = createCounters();
  const sentences = createSentences(readLocales(join(root, 'locales')));
  const keys = loadKeys(keySources(config));
  const store = await openStore(config.store.url, { sync: config.store.sync, now });
  // A store in a file or in memory has no other writer: see "State" in DESIGN.md.
  const alone = !/^postgres/.test(config.store.url);
  const hub = createLocalHub(alone);
  const unset = <T>(value: T | null): T | undefined => value ?? undefined;
  const { phone, emergency, url: contactUrl, hours } = config.contacts;
  const contacts = {
    phone: unset(phone),
    emergency: unset(emergency),
    url: unset(contactUrl),
    hours: unset(hours),
  };
  const onTraining = () => options.onTraining?.();
  const edition =
    options.edition ??
    (await openLiveEdition({ store, sentences, contacts, root, log, onTraining }).catch(closing(store)));
  const worker = alone ? 'alone' : randomUUID();
  const { timeZone } = config;
  const assistant = () => edition.assistant();
  const common = { store, hub, sentences, redact, log, counters, now };
  const intake = createIntake({ ...common, assistant, timeZone, worker });
  const clientOf = createClientOf(config.http.trustProxy, () =>
    log.warn('a proxy forwards for clients, but TRUST_PROXY is not set: all of them count as one'),
  );
  const server = createHttpServer({
    log,
    clientOf,
    https: config.http.publicUrl?.startsWith('https:') === true,
  });

  const url = await server.listen(config.http.port, config.http.host).catch(closing(store));
  // From here to the end everything is registered at once, before the first connection is looked at.
  const publicUrl = config.http.publicUrl ?? url;
  let stopping = false;
  const directline = serveDirectLine(server.routes, {
    ...common,
    intake,
    pseudonym: keys.pseudonym,
    tokenKeys: keys.pseudonyms('directline-tokens', 'signing key'),
    secret: config.directline.secret,
    publicUrl,
    origins: [...ownOrigins(config, publicUrl), ...config.directline.origins],
    ratePerMinute: config.ratePerMinute,
  });
  servePages(server.routes, {
    sentences,
    published: () => edition.published(),
    origin: publicUrl,
    contacts: config.contacts,
    accuracy: null,
    report: error => log.error({ err: error }, 'a page failed'),
    intake,
    limiter: createLimiter({ points: config.ratePerMinute, seconds: 60 }),
    rescues: createLimiter({ points: 20, seconds: 1 }),
  });
  registerHealth(server.routes, {
    checks: [{ name: 'store', run: () => store.ping() }],
    counters,
    facts: () => ({ edition: edition.assistant().edition }),
    gauges: async () => {
      const { jobs, sends, oldest } = await store.depth();
      const waitingSeconds = oldest === null ? 0 : Math.max(0, (now() - oldest) / 1000);
      return {
        queue_jobs: jobs,
        queue_sends: sends,
        queue_oldest_seconds: waitingSeconds,
        streams: directline.streams(),
      };
    },
    token: config.metricsToken,
    stopping: () => stopping,
  });

  await intake.start();
  const purge = regularly(PURGE_MS, () => store.purge(now()), log);
  const refresh = regularly(EDITION_MS, () => edition.refresh(), log);

  async function stop(): Promise<void> {
    stopping = true;
    clearInterval(purge);
    clearInterval(refresh);
    const closed = server.close(GRACE_MS);
    await intake.stop(GRACE_MS);
    await directline.close();
    await closed;
    await store.close();
  }
  let stopped: Promise<void> | null = null;
  return {
    url,
    publicUrl,
    channels: channelStates(config),
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** Keys for sealing, naming and tokens: "Environment" in CONTRACTS.md says where they come from. */
function keySources(config: Config): Parameters<typeof loadKeys>[0] {
  const { url } = config.store;
  const secret = config.directline.secret ?? undefined;
  const dataKey = config.dataKeys.join(',');
  // What is in memory only may be sealed with a key that is in memory only.
  if (url === 'memory:') return { dataKey: dataKey || randomBytes(32).toString('hex'), secret, file: null };
  const path = url.replace(/^file:(?:\/\/)?/, '');
  return {
    dataKey,
    secret,
    file: /^postgres/.test(url) ? null : join(dirname(path), 'key'),
  };
}

/** Pages of ours, as browsers name them; on this machine it has two names. */
function ownOrigins(config: Config, publicUrl: string): string[] {
  const { origin, port } = new URL(publicUrl);
  return config.http.publicUrl === null
    ? [origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`]
    : [origin];
}

/** For a part that fails while another is already open. */
function closing(open: { close(): Promise<void> }): (error: unknown) => Promise<never> {
  return async error => {
    await open.close();
    throw error;
  };
}

/** Now, and then every so often. */
function regularly(everyMs: number, work: () => Promise<unknown>, log: Logger): NodeJS.Timeout {
  const run = () =>
    work().catch((error: unknown) => log.error({ err: error }, 'a regular task failed: it runs again'));
  void run();
  return setInterval(() => void run(), everyMs).unref();
}
