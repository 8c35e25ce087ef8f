import type { Json, Send } from '../../store/index.ts';
import { createRecent, createSettling, nameOf } from '../settling.ts';
import type { Breaker } from './breaker.ts';
import type { Graph } from './graph.ts';
import { createMarks } from './marks.ts';
import type { Outcome } from './outcome.ts';
import type { Pace } from './pace.ts';
import type { Times, WhatsAppParts } from './parts.ts';
import type { Receipts } from './receipts.ts';
import type { Address, Payload } from './wire.ts';

/**
 * Hands one leased send to Meta and records what came of it. Resolves with when to look at the conversation again:
 * 0 at once, for the next of it; null when the queue is looked at anyway.
 */
export type Deliver = (send: Send) => Promise<number | null>;

type Parts = Pick<WhatsAppParts, 'store' | 'keys' | 'log' | 'counters' | 'now' | 'random'>;

/** Lost sends that have had their time; one that is forgotten waits once more. */
const MOST_AWAITED = 10_000;

export function createDelivery(
  { store, keys, log, counters, now, random = Math.random }: Parts,
  { graph, breaker, receipts, pace }: { graph: Graph; breaker: Breaker; receipts: Receipts; pace: Pace },
  times: Times,
): Deliver {
  const marks = createMarks(keys);
  const awaited = createRecent(MOST_AWAITED);
  const settling = createSettling({ store, log, counters, now, prefix: 'whatsapp-sends' });

  async function later(send: Send, at: number, reason: string): Promise<number> {
    await store.retry(send, at, reason);
    return at;
  }

  /** Puts a send back and leaves it due: for a restart with a new token, or for another process. */
  async function leave(send: Send, reason: string): Promise<null> {
    await store.retry(send, now(), reason);
    return null;
  }

  async function giveUp(send: Send, reason: string): Promise<number> {
    counters.add('whatsapp-sends-abandoned');
    log.warn({ code: 'whatsapp-abandoned', reason, attempt: send.attempt }, 'a reply could not be delivered');
    await store.abandon(send, reason);
    return 0;
  }

  function addressOf({ sealedAddress, conversation }: Send): Address | null {
    if (sealedAddress === null) return null;
    try {
      return JSON.parse(keys.open(sealedAddress, conversation)) as Address;
    } catch {
      return null;
    }
  }

  /** The one write between Meta's acceptance and our record of it. */
  async function record(send: Send): Promise<number | null> {
    return (await settling.record(send)) ? 0 : null;
  }

  function conclude(send: Send, outcome: Outcome): Promise<number | null> {
    switch (outcome.kind) {
      case 'accepted':
        breaker.served();
        counters.add('whatsapp-sends-accepted');
        return record(send);
      case 'never':
        breaker.served();
        return giveUp(send, outcome.code);
      case 'operator':
        breaker.refused(outcome.code);
        return leave(send, outcome.code);
      case 'later': {
        counters.add('whatsapp-sends-retried');
        if (outcome.uncertain) counters.add('whatsapp-sends-perhaps-double');
        const { firstPause, longestPause } = times;
        const doubled = Math.min(longestPause, firstPause * 2 ** Math.min(send.attempt - 1, 20));
        // Spread out, so that those who failed together do not come back together.
        const pause = doubled * (0.75 + random() / 2);
        return later(send, now() + Math.ceil(Math.max(pause, outcome.afterMs)), outcome.code);
      }
    }
  }

  return async send => {
    if (settling.isTaken(send)) return record(send);
    const address = addressOf(send);
    // 24 hours after the question its address is destroyed, and Meta would refuse the answer (131047).
    if (address === null) return giveUp(send, 'address-gone');
    // A lease that was lost: the process died with the call under way. If Meta has the message, it tells us soon.
    if (send.lost > 0 && !awaited.has(nameOf(send))) {
      awaited.add(nameOf(send));
      return later(send, now() + times.reconcile, 'perhaps-taken');
    }
    const wait = pace.take(send.conversation);
    if (wait > 0) return later(send, now() + wait, 'pace');
    await Promise.race([receipts.settled(send.conversation), elapsed(times.receipt)]);
    if (!breaker.admit()) return leave(send, 'paused');
    if (send.lost > 0) counters.add('whatsapp-sends-perhaps-double');
    return conclude(send, await graph.send(address, send.payload as Json as Payload, marks.of(send)));
  };
}

function elapsed(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms).unref());
}
