import type { Acceptance, Json, LeaseRequest, Store } from '../../src/store/index.ts';

/** A place for stores: `open` opens the same data each time, `remove` ends it. */
export interface Place {
  open(now: () => number): Promise<Store>;
  remove(): Promise<void>;
}

/** What a test works with. */
export interface Fixture {
  store: Store;
  clock: { at: number };
  reopen(): Promise<Store>;
}

export const HOUR = 3_600_000;
export const START = Date.UTC(2026, 0, 15, 12);

export function message(conversation: string, more: Partial<Acceptance> = {}): Acceptance {
  return {
    conversation,
    channel: 'directline',
    activity: { type: 'message', text: 'hola' },
    job: {},
    ...more,
  };
}

export function request(at: number, more: Partial<LeaseRequest> = {}): LeaseRequest {
  return { worker: 'w1', now: at, leaseMs: 30_000, limit: 10, ...more };
}

export function reply(text: string): Json {
  return { type: 'message', text };
}

/** A conversation id that no other test uses: tests share one database. */
let conversations = 0;
export function newConversation(): string {
  conversations += 1;
  return `dl-${process.pid}-${conversations}`;
}
