import type { Reply } from '../answer/index.ts';
import type { Logger } from '../observe/index.ts';
import type { Count, CountStore } from '../store/index.ts';

const HOUR_MS = 3_600_000;
/** What a process that is killed loses of its counts, at most: they are an overview, not an account. */
const FLUSH_MS = 10_000;
/** Hours times measures times values: far more than there are. */
const MOST_COUNTS = 10_000;

/** Bounds of waiting times, in minutes: a person waited at most so long. */
export const WAITS = [1, 5, 15, 60, 240, 1440] as const;

/** Counts what happens, by the hour, language and channel, and writes the sums down. No text, no person. */
export interface Tally {
  reply(
    reply: Pick<Reply, 'decision' | 'lang' | 'entries'> & Partial<Pick<Reply, 'intent'>>,
    channel: string,
  ): void;
  add(measure: string, value: string, lang: string, channel: string): void;
  /** How long somebody waited for an agent. */
  waited(ms: number, lang: string, channel: string): void;
  start(): void;
  /** Writes down what is left. */
  stop(): Promise<void>;
}

export function createTally({
  store,
  log,
  now,
}: {
  store: Pick<CountStore, 'addCounts'>;
  log: Logger;
  now(): number;
}): Tally {
  let counts = new Map<string, Count>();
  let timer: NodeJS.Timeout | null = null;

  function add(measure: string, value: string, lang: string, channel: string): void {
    const hour = Math.floor(now() / HOUR_MS) * HOUR_MS;
    const key = JSON.stringify([hour, measure, value, lang, channel]);
    const known = counts.get(key);
    if (known !== undefined) known.n++;
    else if (counts.size < MOST_COUNTS) counts.set(key, { hour, measure, value, lang, channel, n: 1 });
  }

  async function flush(): Promise<void> {
    if (counts.size === 0) return;
    const written = counts;
    counts = new Map();
    try {
      await store.addCounts([...written.values()]);
    } catch (error) {
      log.warn({ err: error }, 'counts for the overview were not written: they are tried again');
      for (const [key, count] of written) {
        const newer = counts.get(key);
        if (newer === undefined) counts.set(key, count);
        else newer.n += count.n;
      }
    }
  }

  return {
    add,
    reply({ decision, lang, entries, intent }, channel) {
      add('decision', decision, lang, channel);
      if (decision === 'answer') for (const entry of entries) add('entry', entry, lang, channel);
      if (intent === 'positive-feedback') add('feedback', 'positive', lang, channel);
      if (intent === 'negative-feedback') add('feedback', 'negative', lang, channel);
    },
    waited(ms, lang, channel) {
      const bound = WAITS.find(minutes => ms <= minutes * 60_000);
      add('wait', bound === undefined ? 'more' : String(bound), lang, channel);
    },
    start() {
      timer = setInterval(() => void flush(), FLUSH_MS).unref();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      await flush();
    },
  };
}
