import type { Counters, Logger } from '../../observe/index.ts';

/**
 * Stops all calls when Meta refuses us as such: an expired token is not mended by asking again. What is owed stays
 * in the queue. After a pause one call is let through; when it is taken, the others follow.
 */
export interface Breaker {
  /** True while nothing may be called. */
  paused(): boolean;
  /** Asked before each call; false: not now. After a pause, true for one call at a time. */
  admit(): boolean;
  refused(code: string): void;
  /** A call was understood, whatever became of its message. */
  served(): void;
}

/** As long as a call that tries may take, until another may try. */
const TRIAL_MS = 10_000;

export function createBreaker(parts: {
  now(): number;
  readonly pauseMs: number;
  readonly log: Logger;
  readonly counters: Counters;
}): Breaker {
  const { now, pauseMs, log, counters } = parts;
  let until: number | null = null;
  const paused = () => until !== null && now() < until;
  return {
    paused,
    admit() {
      if (paused()) return false;
      if (until !== null) until = now() + Math.min(TRIAL_MS, pauseMs);
      return true;
    },
    refused(code) {
      counters.add('whatsapp-refused');
      if (until === null) {
        log.error(
          { code: 'whatsapp-refused', graph: code },
          'Meta refuses our calls: WhatsApp is paused, answers wait in the queue. Check WHATSAPP_ACCESS_TOKEN and its permissions, the account and the number in the Meta app, then restart.',
        );
      }
      until = now() + pauseMs;
    },
    served() {
      if (until !== null) log.info({ code: 'whatsapp-resumed' }, 'Meta takes our calls again');
      until = null;
    },
  };
}
