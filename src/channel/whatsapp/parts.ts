import type { Sentences } from '../../answer/index.ts';
import type { WhatsAppConfig } from '../../config.ts';
import type { Limiters } from '../../instances/index.ts';
import type { Counters, Logger } from '../../observe/index.ts';
import type { Keys } from '../../privacy/keys.ts';
import type { Store } from '../../store/index.ts';
import type { Intake } from '../intake/index.ts';

/** How the store and the log name this channel. */
export const CHANNEL = 'whatsapp';

export interface WhatsAppParts {
  readonly store: Store;
  readonly intake: Intake;
  readonly sentences: Sentences;
  readonly keys: Pick<Keys, 'seal' | 'open' | 'namings'>;
  readonly limiters: Limiters;
  readonly log: Logger;
  readonly counters: Counters;
  /** The clock, epoch milliseconds. */
  now(): number;
  readonly config: WhatsAppConfig;
  /** Where people reach the service, without a slash at the end. */
  readonly publicUrl: string;
  /** `RATE_LIMIT_PER_MINUTE`: messages of one person; 0: no limit. */
  readonly ratePerMinute: number;
  /** The process's name among those that share the store; one that is alone keeps it over restarts. */
  readonly worker: string;
  /** 0 to 1, to spread out what is tried again; default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Default: {@link TIMES}. */
  readonly times?: Partial<Times> | undefined;
}

/** Milliseconds; set otherwise by tests only. */
export interface Times {
  /** How often the queue is looked at for what nobody has announced. */
  readonly sweep: number;
  /** A call to Meta that takes longer has failed. */
  readonly call: number;
  /** How long a reply waits for the read receipt of its question, so that "typing" never shows after the answer. */
  readonly receipt: number;
  /** After this time another process may take a send over; longer than a call and what it waits for. */
  readonly lease: number;
  /** How long a message that may be with Meta already waits for Meta to say so, before it goes out again. */
  readonly reconcile: number;
  /** The first pause before a send is tried again; it doubles up to `longestPause`. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** How long the channel stays silent when Meta refuses our token, before it tries one message. */
  readonly refused: number;
  /** One message to one person in this time, after a few at once (Meta's "pair rate limit"). */
  readonly pace: number;
}

export const TIMES: Times = {
  sweep: 2_000,
  call: 8_000,
  receipt: 2_000,
  lease: 30_000,
  reconcile: 4_000,
  firstPause: 2_000,
  longestPause: 5 * 60_000,
  refused: 15 * 60_000,
  pace: 6_000,
};
