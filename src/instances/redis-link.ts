import { createClient } from 'redis';
import type { Logger } from '../observe/index.ts';

/** A connection to Redis that comes and goes. Nothing waits for it: what cannot be done at once fails at once. */
export interface RedisLink {
  /** True while Redis answers. */
  up(): boolean;
  /** Runs a command. Fails when the link is down, or Redis takes longer than a second; then the link is down. */
  run<T>(command: (client: Client) => Promise<T>): Promise<T>;
  /** Hears a channel for good, over every reconnection. */
  subscribe(channel: string, listener: (message: string) => void): void;
  /** Resolves when the link is up, or after `ms`. */
  settled(ms: number): Promise<void>;
  close(): Promise<void>;
}

export type Client = ReturnType<typeof newClient>;

/** Milliseconds; set otherwise by tests only. */
export interface LinkTimes {
  /** How long an answer may take. */
  readonly answer: number;
  /** How often Redis is asked whether it is there. */
  readonly beat: number;
}

const TIMES: LinkTimes = { answer: 1_000, beat: 1_000 };
/** After so many beats without an answer on an open connection, it is taken for dead and opened anew. */
const MOST_MISSED = 5;
const CONNECT_MS = 3_000;
const BEAT_KEY = 'igm:beat';
const LONGEST_PAUSE_MS = 2_000;

function newClient(url: string) {
  return createClient({
    url,
    // What cannot be sent now is not worth sending later.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    socket: {
      connectTimeout: CONNECT_MS,
      reconnectStrategy: retries => Math.min(LONGEST_PAUSE_MS, 50 * 2 ** retries) * (0.5 + Math.random() / 2),
    },
  });
}

/** Two connections, because one that subscribes can do nothing else. `log` is told when the link goes and comes. */
export function createRedisLink(url: string, log: Logger, times: LinkTimes = TIMES): RedisLink {
  const subscriptions = new Map<string, (message: string) => void>();
  const heard = new Set<string>();
  let commands = newClient(url);
  let ears = newClient(url);
  let well: boolean | null = null;
  let missed = 0;
  let beating: Promise<void> | null = null;
  let closed = false;

  function turn(now: boolean, why?: unknown): void {
    if (closed || well === now) return;
    const before = well;
    well = now;
    if (!now) {
      log.warn(
        { code: 'redis-down', reason: codeOf(why) },
        'Redis does not answer, or takes no writes: instances look for news every two seconds, and limits count in each of them. Check REDIS_URL and the server.',
      );
    } else if (before !== null) log.info({ code: 'redis-up' }, 'Redis answers again');
  }

  function open(): void {
    commands = newClient(url);
    ears = newClient(url);
    for (const client of [commands, ears]) {
      client.on('error', (error: unknown) => {
        if (client === commands || client === ears) turn(false, error);
      });
      client.on('ready', () => void beat());
      // Fails only when it is closed: it tries for ever.
      client.connect().catch(() => {});
    }
    heard.clear();
  }

  /** Once told, a client hears a channel again by itself after every reconnection. */
  async function listen(): Promise<void> {
    for (const [channel, listener] of subscriptions) {
      if (heard.has(channel)) continue;
      await within(times.answer, ears.subscribe(channel, listener));
      heard.add(channel);
    }
  }

  function beat(): Promise<void> {
    beating ??= (async () => {
      if (!commands.isReady || !ears.isReady) return;
      try {
        await listen();
        // A write, not a ping: a Redis that is full, or a replica, answers pings as well.
        await within(times.answer, commands.set(BEAT_KEY, '1', { expiration: { type: 'EX', value: 60 } }));
        missed = 0;
        turn(true);
      } catch (error) {
        turn(false, error);
        if (++missed < MOST_MISSED || closed) return;
        missed = 0;
        for (const client of [commands, ears]) client.destroy();
        open();
      }
    })().finally(() => {
      beating = null;
    });
    return beating;
  }

  open();
  const heart = setInterval(() => void beat(), times.beat).unref();

  return {
    up: () => well === true,
    async run(command) {
      if (well !== true) throw new Error('Redis is down.');
      try {
        return await within(times.answer, command(commands));
      } catch (error) {
        turn(false, error);
        throw error;
      }
    },
    subscribe(channel, listener) {
      subscriptions.set(channel, listener);
      void beat();
    },
    async settled(ms) {
      const end = Date.now() + ms;
      while (well !== true && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 20));
      if (well === null) turn(false, new Error('no connection yet'));
    },
    async close() {
      closed = true;
      well = false;
      clearInterval(heart);
      await beating;
      for (const client of [commands, ears]) client.destroy();
    },
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('Redis took too long.')), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {}); // its answer, should it still come, is nobody's any more
  }
}

/** A code or a name: messages of Redis may quote what was sent. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.constructor.name;
}
