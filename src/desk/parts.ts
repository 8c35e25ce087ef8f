import type { Sentences } from '../answer/index.ts';
import type { Intake, Redact } from '../channel/index.ts';
import type { DeskConfig } from '../config.ts';
import type { Hub, Limiter } from '../instances/index.ts';
import type { Document } from '../knowledge/entry.ts';
import type { Counters, Logger } from '../observe/index.ts';
import type { Store } from '../store/index.ts';
import type { Assistant } from '../turn/index.ts';
import type { Tally } from './tally.ts';

/** What the desk is built from. */
export interface DeskParts {
  readonly store: Store;
  readonly sentences: Sentences;
  readonly log: Logger;
  readonly counters: Counters;
  readonly redact: Redact;
  readonly intake: Intake;
  readonly hub: Hub;
  /** Counts for the overview. */
  readonly tally: Tally;
  /** `CONTACT_PHONE`, for "please call". */
  readonly phone: string | null;
  /** Asked for at every use, so that a published edition counts at once. */
  assistant(): Assistant;
  published(): { readonly edition: string; readonly documents: readonly Document[] };
  /** The clock, epoch milliseconds. */
  now(): number;
  /** Sign-in with a provider; null: local accounts only. */
  readonly config: DeskConfig | null;
  /** Where people reach the service, without a slash at the end. */
  readonly publicUrl: string;
  /** Pages of ours, as browsers name them. */
  readonly origins: readonly string[];
  readonly timeZone: string;
  /** Counts sign-ins by address. */
  readonly signIns: Limiter;
}
