import type { Counters, Logger } from '../../observe/index.ts';
import type { Send, Store } from '../../store/index.ts';
import { createInheritance } from '../inheritance.ts';
import { createSettling } from '../settling.ts';

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
  /** There is something to send in a conversation. */
  nudge(conversation: string): void;
  /** Takes up what an earlier process left, and looks for more every two seconds. */
  start(): Promise<void>;
  /** Sends what is due, for at most `graceMs`; the rest stays in the store. */
  stop(graceMs: number): Promise<void>;
}

const LEASE_MS = 60_000;
const SWEEP_MS = 2_000;
const MOST_AT_WORK = 32;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** With the pauses above, after about half an hour. */
const MOST_ATTEMPTS = 12;

/** `deliver` must not reject. Sends of channels that are not among `channels` are left to others. */
export function createOutbox(
  parts: OutboxParts,
  channels: ReadonlySet<string>,
  deliver: (send: Send) => Promise<Delivery>,
): Outbox {
  const { store, log, counters, now, worker } = parts;
  const inherited = createInheritance(store, worker);
  const settling = createSettling({ store, log, counters, now, prefix: 'sends' });
  const atWork = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | null = null;
  let hungry = false;
  let ended = false;

  async function lease(limit: number, conversation?: string): Promise<Send[]> {
    await inherited();
    if (ended || limit <= 0) return [];
    return store.leaseSends({
      worker,
      now: now(),
      leaseMs: LEASE_MS,
      limit,
      channels: [...channels],
      conversation,
    });
  }

  /** Sends in one conversation, in order, until nothing is due there. */
  function work(conversation: string, first?: Send): void {
    const task = (async () => {
      let send = first ?? (await lease(1, conversation))[0];
      while (send !== undefined && (await handle(send))) send = (await lease(1, conversation))[0];
    })()
      .catch((error: unknown) =>
        log.error({ err: error }, 'a reply was not sent or not recorded: it is tried again'),
      )
      .finally(() => {
        atWork.delete(task);
        if (hungry && atWork.size < MOST_AT_WORK / 2) void sweep();
      });
    atWork.add(task);
  }

  /** How many were due. Where they filled all of the room there may be more: that is looked at soon. */
  async function sweep(): Promise<number> {
    hungry = false;
    try {
      const room = MOST_AT_WORK - atWork.size;
      const sends = await lease(room);
      for (const send of sends) work(send.conversation, send);
      hungry ||= sends.length === room;
      return sends.length;
    } catch (error) {
      log.error({ err: error }, 'replies to send could not be read: the next look is in two seconds');
      return 0;
    }
  }

  /** True when the conversation's next may follow at once. */
  async function handle(send: Send): Promise<boolean> {
    if (!channels.has(send.channel)) {
      await store.retry(send, now(), 'other-channel');
      return false;
    }
    if (settling.isTaken(send)) return settling.record(send);
    if (send.lost > 0) counters.add('sends-perhaps-doubled');
    const delivery = await deliver(send);
    return settle(send, delivery);
  }

  /** True when the conversation's next may follow at once. */
  async function settle(send: Send, delivery: Delivery): Promise<boolean> {
    const { channel, attempt } = send;
    if (delivery.outcome === 'delivered') {
      counters.add('sends-delivered');
      return settling.record(send);
    }
    if (delivery.outcome === 'retry' && attempt < MOST_ATTEMPTS) {
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
      await store.retry(send, now() + Math.max(delivery.after ?? 0, pause), delivery.reason);
      counters.add('sends-retried');
      log.warn(
        { channel, attempt, reason: delivery.reason },
        'a reply was not taken: it is sent again later',
      );
      return false;
    }
    await store.abandon(send, delivery.reason);
    counters.add('sends-abandoned');
    log.error({ channel, attempt, reason: delivery.reason }, 'a reply was given up');
    return true;
  }

  return {
    nudge(conversation) {
      if (atWork.size < MOST_AT_WORK) work(conversation);
      else hungry = true;
    },
    async start() {
      await inherited();
      timer = setInterval(() => void sweep(), SWEEP_MS);
      timer.unref();
      await sweep();
    },
    async stop(graceMs) {
      if (timer !== null) clearInterval(timer);
      const { promise: late, resolve } = Promise.withResolvers<'late'>();
      const limit = setTimeout(resolve, graceMs, 'late');
      let over = false;
      // Messages that were answered a moment ago have their replies in the store already: those are sent too.
      while (!over && ((await sweep()) > 0 || atWork.size > 0)) {
        over = (await Promise.race([Promise.all(atWork), late])) === 'late';
      }
      ended = true;
      clearTimeout(limit);
    },
  };
}
