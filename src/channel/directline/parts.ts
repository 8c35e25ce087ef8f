import type { Sentences } from '../../answer/index.ts';
import type { Hub, Limiters } from '../../instances/index.ts';
import type { Counters, Logger } from '../../observe/index.ts';
import type { Store } from '../../store/index.ts';
import type { Intake, Redact } from '../intake/index.ts';

export interface DirectLineParts {
  readonly store: Store;
  readonly intake: Intake;
  readonly hub: Hub;
  readonly limiters: Limiters;
  readonly sentences: Sentences;
  readonly redact: Redact;
  readonly log: Logger;
  readonly counters: Counters;
  /** The clock, epoch milliseconds. */
  now(): number;
  /** A keyed hash: see the privacy room. */
  pseudonym(kind: string, value: string): string;
  /** What tokens are signed with: the current key, then older ones. At least 16 random bytes each. */
  readonly tokenKeys: readonly string[];
  /** `DIRECTLINE_SECRET`; null turns off the calls that carry it. */
  readonly secret: string | null;
  /** Where people reach the service (`https://…`, without a slash at the end): streams are addressed from it. */
  readonly publicUrl: string;
  /** Pages that may call: our own, and those of `DIRECTLINE_ORIGINS`. */
  readonly origins: readonly string[];
  /** `RATE_LIMIT_PER_MINUTE`. */
  readonly ratePerMinute: number;
}
