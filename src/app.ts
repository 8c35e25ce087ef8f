import { join } from 'node:path';
import { type ChannelState, channelStates } from './app/channel-states.ts';
import { type AppOptions, type Core, openCore } from './app/core.ts';
import { servePages } from './app/pages.ts';
import { serveBotFramework } from './channel/botframework/index.ts';
import {
  createClientOf,
  createHttpServer,
  type DirectLine,
  type HttpServer,
  type Routes,
  serveDirectLine,
} from './channel/index.ts';
import { registerWhatsApp } from './channel/whatsapp/index.ts';
import type { Config } from './config.ts';
import { bundleDesk, type Desk, editionRoutes, serveDesk } from './desk/index.ts';
import { banksOf } from './knowledge/gate/index.ts';
import { createWorkshop } from './knowledge/workshop/index.ts';
import { type Logger, registerHealth } from './observe/index.ts';
import { MEASURED } from './web/pages/index.ts';

export { startReport } from './app/channel-states.ts';
export type { AppOptions } from './app/core.ts';

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

/**
 * How long a stop takes at most: requests and answers are finished, what is left waits in the store for the next start.
 * Only a call to Meta or Azure that is under way is waited for longer: nobody would know what became of it.
 */
const STOP_MS = 4_500;
/** The purge enforces retention; conversations that were never used end after ten minutes. */
const PURGE_MS = 10 * 60_000;
/** From one address; a call center shares one. */
const SIGN_INS_PER_MINUTE = 30;
/** How soon a publication by another process is taken over. */
const EDITION_MS = 5_000;

/** Builds the parts and joins them. Fails with the coded error of the part that could not be opened. */
export async function openApp(config: Config, options: AppOptions): Promise<App> {
  const deskCode = await bundleDesk(options.root);
  const core = await openCore(config, options);
  const { store, intake, edition, log } = core;
  const server = openServer(config, core);
  const url = await server.listen(config.http.port, config.http.host).catch(async (error: unknown) => {
    await core.close();
    throw error;
  });
  // Everything is registered in one go, before the first connection is looked at.
  const publicUrl = config.http.publicUrl ?? url;
  let stopping = false;
  const directline = serveWebsite(server.routes, config, core, publicUrl);
  serveHealth(server.routes, config, core, directline, () => stopping);

  const desk = serveCallCenter(server.routes, config, core, publicUrl, deskCode, options);

  const others = serveOtherChannels(server.routes, config, core, publicUrl);
  await intake.start();
  for (const channel of others) await channel.start();
  const purge = regularly(PURGE_MS, () => store.purge(core.now()), log);
  const refresh = regularly(EDITION_MS, () => edition.refresh(), log);

  async function stop(): Promise<void> {
    stopping = true;
    clearInterval(purge);
    clearInterval(refresh);
    const end = core.now() + STOP_MS;
    const left = () => Math.max(0, end - core.now());
    const closed = server.close(left());
    // Half of it for answers, so that there is time to send them.
    await intake.stop(left() / 2);
    await Promise.all(others.map(channel => channel.stop(left() / 2)));
    await desk.close();
    core.presence.stop();
    await core.tally.stop();
    await directline.close();
    await closed;
    await core.close();
  }
  let stopped: Promise<void> | null = null;
  return {
    url,
    publicUrl,
    channels: channelStates(config, await store.accounts()),
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

function openServer(config: Config, { log, counters }: Core): HttpServer {
  const clientOf = createClientOf(config.http.trustProxy, () =>
    log.warn('a proxy forwards for clients, but TRUST_PROXY is not set: all of them count as one'),
  );
  const https = config.http.publicUrl?.startsWith('https:') === true;
  return createHttpServer({ log, clientOf, https, measure: counters.request });
}

/** The website: Direct Line for the widget, and the pages that need no JavaScript. */
function serveWebsite(routes: Routes, config: Config, core: Core, publicUrl: string): DirectLine {
  const { keys, edition, sentences, intake, log, limiters, ratePerMinute } = core;
  const directline = serveDirectLine(routes, {
    ...core,
    pseudonym: keys.pseudonym,
    tokenKeys: keys.pseudonyms('directline-tokens', 'signing key'),
    secret: config.directline.secret,
    publicUrl,
    origins: [...ownOrigins(config, publicUrl), ...config.directline.origins],
  });
  servePages(routes, {
    sentences,
    intake,
    code: core.code,
    compress: core.compress,
    locales: core.locales,
    published: () => edition.published(),
    withIndex: () => edition.withIndex(),
    origin: publicUrl,
    contacts: config.contacts,
    accuracy: MEASURED,
    report: error => log.error({ err: error }, 'a page failed'),
    limiter: limiters('form', { points: ratePerMinute, seconds: 60 }),
  });
  return directline;
}

/** The call center's desk. It is off until somebody can sign in, and says so itself. */
function serveCallCenter(
  routes: Routes,
  config: Config,
  core: Core,
  publicUrl: string,
  code: string,
  { root, banks }: AppOptions,
): Desk {
  const parts = {
    ...core,
    assistant: () => core.edition.assistant(),
    published: () => core.edition.published(),
    config: config.desk,
    publicUrl,
    origins: ownOrigins(config, publicUrl),
    timeZone: config.timeZone,
    phone: config.contacts.phone,
    signIns: core.limiters('desk-sign-in', { points: SIGN_INS_PER_MINUTE, seconds: 60 }),
  };
  const desk = serveDesk(routes, parts, code);
  const workshop = createWorkshop({
    ...core,
    locales: join(root, 'locales'),
    banks: banks ?? banksOf(root),
    timeZone: config.timeZone,
    onPublished: () => core.edition.refresh(),
  });
  desk.add(assets => editionRoutes({ ...parts, workshop, assets }));
  return desk;
}

/** Channels whose replies go to somebody else's server: their queues start after the intake and stop after it. */
interface SendingChannel {
  start(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

function serveOtherChannels(routes: Routes, config: Config, core: Core, publicUrl: string): SendingChannel[] {
  const { whatsapp } = config;
  return [
    serveBots(routes, config, core, publicUrl),
    ...(whatsapp === null ? [] : [registerWhatsApp(routes, { ...core, config: whatsapp, publicUrl })]),
  ];
}

/** Teams and Azure Bot Service; without an app id, local development. */
function serveBots(routes: Routes, config: Config, core: Core, publicUrl: string): SendingChannel {
  const { edition } = core;
  return serveBotFramework(routes, {
    ...core,
    assistant: () => edition.assistant(),
    published: () => edition.published(),
    config: config.botframework,
    serviceHosts: config.botServiceHosts,
    listensOnLoopback: config.http.loopback,
    production: config.production,
    publicUrl,
  });
}

function serveHealth(
  routes: Routes,
  config: Config,
  { store, counters, edition, now, pingRedis }: Core,
  directline: DirectLine,
  stopping: () => boolean,
): void {
  registerHealth(routes, {
    checks: [
      { name: 'store', run: () => store.ping() },
      // Without it, instances look for news and count for themselves.
      ...(pingRedis === null ? [] : [{ name: 'redis', run: pingRedis, spare: true }]),
    ],
    metrics: counters,
    token: config.metricsToken,
    stopping,
    edition: () => edition.assistant().edition,
    async gauges() {
      const { jobs, sends, oldest } = await store.depth();
      const waiting = oldest === null ? 0 : Math.max(0, (now() - oldest) / 1000);
      const streams = directline.streams();
      return { queue_jobs: jobs, queue_sends: sends, queue_oldest_seconds: waiting, streams };
    },
  });
}

/** Pages of ours, as browsers name them; this machine has two names. */
function ownOrigins(config: Config, publicUrl: string): string[] {
  const { origin, port } = new URL(publicUrl);
  if (config.http.publicUrl !== null) return [origin];
  return [origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`];
}

/** Now, and then every so often. */
function regularly(everyMs: number, work: () => Promise<unknown>, log: Logger): NodeJS.Timeout {
  const run = () =>
    work().catch((error: unknown) => log.error({ err: error }, 'a regular task failed: it runs again'));
  void run();
  return setInterval(() => void run(), everyMs).unref();
}
