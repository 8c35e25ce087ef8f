/** Runs a piece of work soon, in the order of calls. */
export type Pace = <T>(work: () => T) => Promise<T>;

/**
 * Spreads turns over rounds of the event loop, for at most `budgetMs` in each. A turn takes a few milliseconds of
 * computing; a burst of them in one round would keep everybody else waiting, above all new connections, of which
 * libuv takes one in a round.
 */
export function createPace(budgetMs: number, now: () => number = () => performance.now()): Pace {
  const queue: (() => void)[] = [];

  function round(): void {
    const end = now() + budgetMs;
    let work = queue.shift();
    while (work !== undefined) {
      work();
      work = now() < end ? queue.shift() : undefined;
    }
    if (queue.length > 0) setImmediate(round);
  }

  return <T>(work: () => T) => {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (queue.length === 0) setImmediate(round);
    queue.push(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error);
      }
    });
    return promise;
  };
}
