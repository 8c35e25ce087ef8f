import type { Counters } from '../../observe/index.ts';
import type { Breaker } from './breaker.ts';
import type { Graph } from './graph.ts';

/**
 * Read receipts with "typing". A courtesy: they are tried once, never kept, and left out when too many are on their
 * way.
 */
export interface Receipts {
  show(conversation: string, messageId: string): void;
  /** Resolves when no receipt of the conversation is on its way: one that came after its answer would show "typing". */
  settled(conversation: string): Promise<void>;
}

const MOST_AT_ONCE = 200;

export function createReceipts(parts: {
  readonly graph: Graph;
  readonly breaker: Breaker;
  readonly counters: Counters;
}): Receipts {
  const { graph, breaker, counters } = parts;
  const onTheirWay = new Map<string, Promise<void>>();

  async function show(messageId: string): Promise<void> {
    const outcome = await graph.read(messageId);
    if (outcome.kind === 'operator') breaker.refused(outcome.code);
    if (outcome.kind !== 'accepted') counters.add('whatsapp-receipts-failed');
  }

  return {
    show(conversation, messageId) {
      if (onTheirWay.size >= MOST_AT_ONCE || breaker.paused()) {
        counters.add('whatsapp-receipts-left-out');
        return;
      }
      const before = onTheirWay.get(conversation);
      const receipt = Promise.all([before, show(messageId)]).then(() => {
        if (onTheirWay.get(conversation) === receipt) onTheirWay.delete(conversation);
      });
      onTheirWay.set(conversation, receipt);
    },
    settled: conversation => onTheirWay.get(conversation) ?? Promise.resolve(),
  };
}
