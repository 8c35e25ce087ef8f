import type { Logger } from '../observe/index.ts';
import type { Keys } from '../privacy/keys.ts';
import { createLocalHub, type Hub } from './hub.ts';
import { createLimiter, type Limiters } from './limiter.ts';
import { createRedisHub } from './redis-hub.ts';
import { createRedisLink, type LinkTimes } from './redis-link.ts';
import { createSharedLimiters } from './shared-limiter.ts';

/** What this instance shares with others. */
export interface Instances {
  readonly hub: Hub;
  readonly limiters: Limiters;
  /** Resolves while Redis answers, rejects when not; null where there is none. */
  readonly ping: (() => Promise<void>) | null;
  close(): Promise<void>;
}

export interface InstancesParts {
  /** `REDIS_URL`; null: hints and counts stay within the process. */
  readonly redisUrl: string | null;
  /** True where no other process writes to the same store. */
  readonly alone: boolean;
  /** The process's name among the instances. */
  readonly self: string;
  readonly keys: Pick<Keys, 'pseudonym'>;
  readonly log: Logger;
  readonly times?: LinkTimes | undefined;
}

/** How long a start waits for Redis, before it goes on without. */
const START_MS = 2_000;

/** Joins the other instances. Never fails: without Redis an instance goes on alone, and joins when it is there. */
export async function openInstances({
  redisUrl,
  alone,
  self,
  keys,
  log,
  times,
}: InstancesParts): Promise<Instances> {
  if (redisUrl === null) {
    const limiters: Limiters = (_name, options) => createLimiter(options);
    return { hub: createLocalHub(alone), limiters, ping: null, close: async () => {} };
  }
  const link = createRedisLink(redisUrl, log, times);
  // Instances that share keys are one service; others on the same Redis do not hear them.
  const prefix = `igm:${keys.pseudonym('instances', 'redis').slice(0, 10)}:`;
  const hub = createRedisHub(link, `${prefix}hints`, self);
  const limiters = createSharedLimiters(link, prefix, key => keys.pseudonym('limit', key));
  await link.settled(START_MS);
  return {
    hub,
    limiters,
    async ping() {
      if (!link.up()) throw new Error('Redis does not answer.');
    },
    close: () => link.close(),
  };
}
