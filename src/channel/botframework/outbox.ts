import type { Counters, Logger } from '../../observe/index.ts';
import type { Send, Store } from '../../store/index.ts';

export interface OutboxParts {
  readonly store: Store;
  readonly log: Logger;
  readonly counters: Counters;
  now(): number;
  /** Unique among workers: another name than the intake's, whose leases are handed back apart. */
  readonly worker: string;
}

/** What became of a try. `after`: milliseconds that the other side asked to wait; null where it did not. */
export type Delivery =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'retry'; readonly reason: string; readonly after: number | null }
  | { readonly outcome: 'give-up'; readonly reason: string };

/** Hands replies to somebody else's server: leased from the store, tried again with growing pauses. */
export interface Outbox {
  /** There may be something to send. */
  wake(): void;
  start(): Promise<void>;
  /** Finishes what is on its way, for at most `graceMs`; the rest stays in the store. */
  stop(graceMs: number): Promise<void>;
}

const LEASE_MS = 60_000;
const SWEEP_MS = 2_000;
const MOST_AT_WORK = 32;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** With the pauses above, after about half an hour. */
const MOST_ATTEMPTS = 12;

/** `deliver` must not reject. */
export function createOutbox(parts: OutboxParts, deliver: (send: Send) => Promise<Delivery>): Outbox {
  const { store, log, counters, now, worker } = parts;
  const atWork = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | null = null;
  let looking = false;
  let again = false;
  let stopping = false;

  async function look(): Promise<void> {
    again = true;
    if (looking) return;
    looking = true;
    try {
      while (again && !stopping) {
        again = false;
        const limit = MOST_AT_WORK - atWork.size;
        const sends = await store.leaseSends({ worker, now: now(), leaseMs: LEASE_MS, limit });
        for (const send of sends) {
          const work = handle(send).finally(() => {
            atWork.delete(work);
            void look();
          });
          atWork.add(work);
        }
        again ||= sends.length === limit && atWork.size < MOST_AT_WORK;
      }
    } catch (error) {
      log.error({ err: error }, 'replies to send could not be read: the next look is in two seconds');
    } finally {
      looking = false;
    }
  }

  async function handle(send: Send): Promise<void> {
    if (send.lost > 0) counters.add('sends-perhaps-doubled');
    const delivery = await deliver(send);
    try {
      await settle(send, delivery);
    } catch (error) {
      log.error({ err: error }, 'a sent reply could not be recorded: its lease will run out');
    }
  }

  async function settle(send: Send, delivery: Delivery): Promise<void> {
    const { channel, attempt } = send;
    if (delivery.outcome === 'delivered') {
      await store.settle(send);
      counters.add('sends-delivered');
    } else if (delivery.outcome === 'retry' && attempt < MOST_ATTEMPTS) {
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
      await store.retry(send, now() + Math.max(delivery.after ?? 0, pause), delivery.reason);
      counters.add('sends-retried');
      log.warn({ channel, attempt, reason: delivery.reason }, 'a reply was not taken: it is sent again later');
    } else {
      await store.abandon(send, delivery.reason);
      counters.add('sends-abandoned');
      log.error({ channel, attempt, reason: delivery.reason }, 'a reply was given up');
    }
  }

  return {
    wake: () => void look(),
    async start() {
      await store.release(worker);
      timer = setInterval(() => void look(), SWEEP_MS);
      timer.unref();
      await look();
    },
    async stop(graceMs) {
      if (timer !== null) clearInterval(timer);
      const { promise: late, resolve } = Promise.withResolvers<'late'>();
      const limit = setTimeout(resolve, graceMs, 'late');
      // Answers that were finished a moment ago have their replies in the store already: send those too.
      await look();
      while (atWork.size > 0 && (await Promise.race([Promise.all(atWork), late])) !== 'late');
      stopping = true;
      clearTimeout(limit);
    },
  };
}
