import type { Language } from '../../language/index.ts';

/** What goes over the wire between the desk's server and its code in the browser. Types only. */

/** A conversation that waits for an agent or is held by one. */
export interface QueueItem {
  readonly conversation: string;
  readonly lang: Language;
  readonly channel: string;
  /** `asked`, `danger`, `not-understood` */
  readonly reason: string;
  readonly state: 'waiting' | 'held';
  /** Held by whoever reads this. */
  readonly mine: boolean;
  readonly agentName: string | null;
  /** Epoch milliseconds. */
  readonly requestedAt: number;
  readonly lastMessageAt: number | null;
  /** Until then the person can be written to; null: as long as the conversation lives. */
  readonly until: number | null;
}

export interface Said {
  readonly id: string;
  readonly at: number;
  readonly who: 'person' | 'assistant' | 'agent';
  readonly lang: string | null;
  readonly text: string;
  /** The message tells of danger. */
  readonly urgent: boolean;
}

export interface ConversationView {
  readonly item: QueueItem;
  readonly said: readonly Said[];
  readonly notes: readonly { readonly at: number; readonly agentName: string; readonly text: string }[];
  readonly watermark: number;
}

/** Server to browser. */
export type LiveEvent =
  | { readonly type: 'queue'; readonly items: readonly QueueItem[]; readonly now: number }
  | { readonly type: 'conversation'; readonly view: ConversationView }
  /** The conversation that was watched is over, or is nobody's to see. */
  | { readonly type: 'gone'; readonly conversation: string };

/** Browser to server. */
export interface WatchRequest {
  readonly type: 'watch';
  readonly conversation: string | null;
}

/** Why the server closes the socket (RFC 6455 leaves 4000 to 4999 to applications). */
export const CLOSED = { signedOut: 4401, roleLost: 4403, tooMuch: 4429 } as const;
