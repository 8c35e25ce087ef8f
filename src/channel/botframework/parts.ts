import type { LibraryDocument, Sentences } from '../../answer/index.ts';
import type { BotFrameworkConfig } from '../../config.ts';
import type { Hub, Limiters } from '../../instances/index.ts';
import type { Counters, Logger } from '../../observe/index.ts';
import type { Keys } from '../../privacy/keys.ts';
import type { Store } from '../../store/index.ts';
import type { Assistant } from '../../turn/index.ts';
import type { Intake } from '../intake/index.ts';

export interface BotFrameworkParts {
  readonly store: Store;
  readonly intake: Intake;
  readonly hub: Hub;
  readonly limiters: Limiters;
  readonly sentences: Sentences;
  readonly log: Logger;
  readonly counters: Counters;
  /** The clock, epoch milliseconds. */
  now(): number;
  /** Seals addresses, and names conversations without keeping their ids. */
  readonly keys: Pick<Keys, 'seal' | 'open' | 'namings'>;
  /** For the message extension, which looks entries up without a conversation. */
  assistant(): Assistant;
  published(): { readonly edition: string; readonly documents: readonly LibraryDocument[] };
  /** Null: no app id. Then only local development is served. */
  readonly config: BotFrameworkConfig | null;
  /** `BOT_SERVICE_URL_HOSTS`. */
  readonly serviceHosts: readonly string[];
  /** True when the server listens on the machine itself only. */
  readonly listensOnLoopback: boolean;
  readonly production: boolean;
  /** Where people reach the service, without a slash at the end. */
  readonly publicUrl: string;
  /** `RATE_LIMIT_PER_MINUTE`. */
  readonly ratePerMinute: number;
  /** Unique among the processes that share the store. */
  readonly worker: string;
}
