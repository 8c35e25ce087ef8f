import { RateLimiterMemory } from 'rate-limiter-flexible';

export interface LimitOptions {
  /** How many of them … */
  readonly points: number;
  /** … within how many seconds. */
  readonly seconds: number;
  /** How many keys are remembered at once (default 100,000): those beyond share one count. */
  readonly keys?: number | undefined;
}

/** Counts what senders do. Null: within the limit; a number: seconds until the next is taken. */
export interface Limiter {
  take(key: string): Promise<number | null>;
}

/**
 * Makes a limiter. Instances share the counts of limiters with the same name, where they share anything: so a name
 * stands for one limit.
 */
export type Limiters = (name: string, options: LimitOptions) => Limiter;

const SHARED = '#shared';

/** A limiter within the process. `points` 0 sets no limit. */
export function createLimiter(options: LimitOptions): Limiter {
  if (options.points === 0) return { take: async () => null };
  const counts = new RateLimiterMemory({ points: options.points, duration: options.seconds });
  const mostKeys = options.keys ?? 100_000;
  let fresh = 0;
  let windowEnd = 0;
  return {
    async take(key) {
      const now = Date.now();
      if (now >= windowEnd) {
        fresh = 0;
        windowEnd = now + options.seconds * 1000;
      }
      const known = fresh < mostKeys || (await counts.get(key)) !== null;
      try {
        const taken = await counts.consume(known ? key : SHARED);
        if (taken.isFirstInDuration) fresh++;
        return null;
      } catch (refused) {
        const wait = (refused as { msBeforeNext?: number }).msBeforeNext ?? options.seconds * 1000;
        return Math.max(1, Math.ceil(wait / 1000));
      }
    },
  };
}
