import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Contacts, createSentences, type LocaleFiles, type Sentences } from '../answer/index.ts';
import { createIntake, createThinkHere, type Intake, type Redact } from '../channel/index.ts';
import type { Config } from '../config.ts';
import { createPresence, createTally, type Presence, type Tally } from '../desk/index.ts';
import { type Instances, openInstances } from '../instances/index.ts';
import type { Banks } from '../knowledge/gate/index.ts';
import { readLocales } from '../knowledge/index.ts';
import { createMetrics, type Logger, type Metrics } from '../observe/index.ts';
import { configuredKeys } from '../privacy/configured-keys.ts';
import { redact } from '../privacy/index.ts';
import type { Keys } from '../privacy/keys.ts';
import { openStore, type Store } from '../store/index.ts';
import {
  type BrowserCode,
  bundleBrowserCode,
  type Compressor,
  createCompressor,
} from '../web/files/index.ts';
import { type LiveEdition, openLiveEdition } from './live-edition.ts';
import { measuredStore } from './measured-store.ts';
import { openThinking, type Thinking } from './thinking.ts';

export interface AppOptions {
  /** The project's folder, with `knowledge/` and `locales/`. */
  readonly root: string;
  readonly log: Logger;
  /** Told when the first start has to train the index, which takes some seconds. */
  onTraining?(): void;
  /** The question banks by which an edition is judged; the project's own where none are given. */
  readonly banks?: Banks;
  /** In place of the published edition: for tests of what only carries. */
  readonly edition?: Omit<LiveEdition, 'shared'>;
}

/** What every channel is built from. */
export interface Core {
  readonly store: Store;
  readonly keys: Keys;
  readonly hub: Instances['hub'];
  readonly limiters: Instances['limiters'];
  /** Null where there is no Redis. */
  readonly pingRedis: Instances['ping'];
  readonly edition: Omit<LiveEdition, 'shared'>;
  readonly intake: Intake;
  readonly presence: Presence;
  readonly tally: Tally;
  readonly sentences: Sentences;
  readonly locales: LocaleFiles;
  /** What runs in browsers, bundled. */
  readonly code: BrowserCode;
  readonly compress: Compressor;
  readonly redact: Redact;
  readonly log: Logger;
  readonly counters: Metrics;
  /** The process's name among those that share the store; one that is alone keeps it over restarts. */
  readonly worker: string;
  readonly ratePerMinute: number;
  /** The clock, epoch milliseconds. */
  now(): number;
  /** Lets go of the store and of Redis. */
  close(): Promise<void>;
}

/** Opens what lies below the channels. Fails with the coded error of the part that could not be opened. */
export async function openCore(config: Config, options: AppOptions): Promise<Core> {
  const { log, root } = options;
  const now = Date.now;
  const counters = createMetrics({ process: true });
  const locales = readLocales(join(root, 'locales'));
  const sentences = createSentences(locales);
  const code = await bundleBrowserCode(root);
  const compress = createCompressor(join(root, 'build', 'compressed'));
  const keys = configuredKeys(config);
  // A store in a file or in memory has no other writer: see "State" in DESIGN.md.
  const alone = !/^postgres/.test(config.store.url);
  const worker = alone ? 'alone' : randomUUID();
  const opened = await openStore(config.store.url, { sync: config.store.sync, now });
  const store = measuredStore(opened, counters, () => performance.now());
  const { redisUrl } = config.store;
  const instances = await openInstances({ redisUrl, alone, self: worker, keys, log });
  const { hub, limiters } = instances;
  let thinking: Thinking | null = null;
  const close = async () => {
    await thinking?.close();
    await instances.close();
    await store.close();
  };
  try {
    const published = options.edition ? null : await openPublished(config, options, store, sentences);
    const edition = options.edition ?? published!;
    const assistant = () => edition.assistant();
    const here = createThinkHere(assistant);
    // An edition that was handed in is not in the form in which a thread could open it.
    const contacts = contactsOf(config);
    thinking = published && openThinking({ edition: published, locales, contacts, here, log });
    const { think } = thinking ?? { think: here };
    const common = { store, hub, sentences, redact, log, counters, worker, now };
    const { timeZone } = config;
    const { hours } = config.contacts;
    const presence = createPresence({ ...common, provider: config.desk !== null, hours, timeZone });
    const tally = createTally(common);
    const ofDesk = { desk: presence.now, tally: tally.reply };
    const intake = createIntake({ ...common, ...ofDesk, assistant, think, timeZone });
    const { ratePerMinute } = config;
    const forBrowsers = { locales, code, compress };
    const pingRedis = instances.ping;
    await presence.start();
    tally.start();
    return {
      ...common,
      ...forBrowsers,
      presence,
      tally,
      keys,
      edition,
      intake,
      limiters,
      pingRedis,
      ratePerMinute,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function openPublished(
  config: Config,
  { root, log, onTraining }: AppOptions,
  store: Store,
  sentences: Sentences,
): Promise<LiveEdition> {
  const contacts = contactsOf(config);
  return openLiveEdition({ store, sentences, contacts, root, log, onTraining: () => onTraining?.() });
}

function contactsOf(config: Config): Contacts {
  const { phone, emergency, url, hours } = config.contacts;
  return {
    phone: phone ?? undefined,
    emergency: emergency ?? undefined,
    url: url ?? undefined,
    hours: hours ?? undefined,
  };
}
