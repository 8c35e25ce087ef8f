import type { Metrics } from '../observe/index.ts';
import type { Store } from '../store/index.ts';

/** The operations on the way of a message: their time is where a slow database shows first. */
const TIMED = ['accept', 'append', 'complete', 'lease', 'activitiesAfter', 'settle'] as const;

/** The store, with its time measured, and what is given up counted. */
export function measuredStore(store: Store, metrics: Metrics, now: () => number): Store {
  function timed<A extends unknown[], R>(operation: string, run: (...args: A) => Promise<R>) {
    return async (...args: A): Promise<R> => {
      const start = now();
      try {
        return await run(...args);
      } finally {
        metrics.store(operation, (now() - start) / 1000);
      }
    };
  }
  const measured = Object.fromEntries(
    TIMED.map(name => [name, timed(name, store[name] as (...args: unknown[]) => Promise<unknown>)]),
  ) as unknown as Pick<Store, (typeof TIMED)[number]>;
  return {
    ...store,
    ...measured,
    async abandon(item, reason) {
      const done = await store.abandon(item, reason);
      if (done) metrics.deadLetter(item.kind, item.channel);
      return done;
    },
  };
}
