import type { Reply, Sentences } from '../../answer/index.ts';
import type { Hub } from '../../instances/index.ts';
import type { Language } from '../../language/index.ts';
import type { Logger, Metrics } from '../../observe/index.ts';
import type { Job, NewSend, Store } from '../../store/index.ts';
import type { Assistant, DeskPresence } from '../../turn/index.ts';
import type { Redact } from './incoming.ts';
import type { Think } from './think.ts';

export interface IntakeParts {
  readonly store: Store;
  /** Asked for at every turn, so that a published edition counts at once. */
  assistant(): Assistant;
  /** Works out the turns of conversations. Default: on this thread. */
  readonly think?: Think | undefined;
  readonly sentences: Sentences;
  readonly redact: Redact;
  readonly hub: Hub;
  readonly log: Logger;
  readonly counters: Metrics;
  /** Whether somebody sits at the desk; null: it is off, or nobody can sign in. Default: off. */
  desk?(): DeskPresence | null;
  /** Counts what happened, by the hour. */
  tally?(reply: Reply, channel: string): void;
  /** The clock, epoch milliseconds. */
  now(): number;
  /** Time zone of the office, in which unanswered questions are dated. */
  readonly timeZone: string;
  /** Unique among the processes that share a store. One that uses its store alone keeps its name over restarts. */
  readonly worker: string;
}

/** What a channel is told of a conversation, to make sends for it. */
export type Addressed = Pick<Job, 'id' | 'dialogue' | 'sealedAddress'>;

/** What a channel does with a reply beside the log, from which its clients read. */
export interface Outlet {
  /** What has to be handed to somebody else's server, in the transaction that logs the reply. */
  sends(reply: Reply, to: Addressed): NewSend[];
  /** The same for one sentence that answers nothing: an apology. */
  sentence(text: string, lang: Language, to: Addressed): NewSend[];
  /** Told after that transaction: sends of this conversation are waiting to be leased. */
  wake?(conversation: string): void;
}
