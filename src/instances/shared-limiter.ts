import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { createLimiter, type Limiters } from './limiter.ts';
import type { RedisLink } from './redis-link.ts';

/**
 * Limiters that count in Redis, together with all instances. While Redis is away each instance counts for itself,
 * so that a sender gets at most one limit from every instance. Redis is given hashes only: what is counted is an
 * address or a conversation. Its keys end with their window; `ops/compose.yaml` bounds their memory, and evicts
 * those first that end first.
 */
export function createSharedLimiters(
  link: RedisLink,
  prefix: string,
  hashed: (key: string) => string,
): Limiters {
  /** All that the library asks of a client. */
  const storeClient = {
    eval: (script: string, options: { keys: string[]; arguments: string[] }) =>
      link.run(client => client.eval(script, options)),
  };
  return (name, options) => {
    if (options.points === 0) return createLimiter(options);
    const alone = createLimiter(options);
    const shared = new RateLimiterRedis({
      storeClient,
      useRedisPackage: true,
      keyPrefix: `${prefix}limit:${name}`,
      points: options.points,
      duration: options.seconds,
    });
    return {
      async take(key) {
        if (!link.up()) return alone.take(key);
        try {
          await shared.consume(hashed(key));
          return null;
        } catch (refused) {
          if (!(refused instanceof RateLimiterRes)) return alone.take(key);
          return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        }
      },
    };
  };
}
