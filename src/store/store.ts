import type { DeskStore } from './desk/index.ts';
import type { EditionPiece } from './editions/pieces.ts';
import type { Json } from './json.ts';
import type {
  Acceptance,
  Accepted,
  Conversation,
  Logged,
  LoggedActivity,
  NewConversation,
} from './messages.ts';
import type {
  AuditEntry,
  EditionContent,
  EditionDraft,
  Feedback,
  KeptFeedback,
  KeptUnanswered,
  PublishedEdition,
  PurgeCounts,
  Unanswered,
} from './records.ts';
import type { Completed, Job, JobResult, LeaseRequest, NewSend, Send } from './work.ts';

/**
 * The durable log and queue of the service, free of any channel.
 *
 * Words: a *conversation* is one person on one channel; its *log* holds *activities*, numbered by its
 * *watermark*. A *job* is one accepted message that is still owed a reply; a *send* is one reply that a channel
 * still has to hand to somebody else's server (WhatsApp). Jobs and sends are *leased*: whoever holds the lease
 * works, and when the lease runs out unsettled (the process died), somebody else gets the item.
 *
 * Every method that writes is one transaction and resolves after its commit; what was acknowledged survives a
 * kill of the process. Times are epoch milliseconds. Texts must be redacted and addresses sealed before they
 * come here; the store never interprets nor logs them.
 *
 * Errors: {@link StoreError}, with `retryable` true where the same call may succeed later.
 */
export interface Store extends DeskStore {
  /** Opens a conversation, or finds the one that is already open under this id (`created: false`). */
  openConversation(input: NewConversation): Promise<{ conversation: Conversation; created: boolean }>;
  /** The conversation, or null when it never was, has expired or was purged. */
  conversation(id: string): Promise<Conversation | null>;
  /** Keeps a conversation until `expiresAt` (a hand-over: 7 days after closing). Never shortens it. */
  keepUntil(id: string, expiresAt: number): Promise<void>;
  /**
   * All rows of any table that belong to a conversation, as they stand there, by table; sealed addresses are only
   * said to be there. For the person or the operator who asks what is kept.
   */
  everythingOf(id: string): Promise<Record<string, Readonly<Record<string, unknown>>[]>>;
  /** Conversations that are open and never had a message: the limit on minted tokens counts them. */
  unusedConversations(): Promise<number>;
  /**
   * "Delete my data": log, dialogue, jobs, sends, addresses, unanswered questions and feedback of this
   * conversation. What stays: the conversation's row with its counter (a client that holds a watermark must not
   * miss what comes next), and hashes of message ids, which name nobody and keep a repeated delivery from being
   * logged again. The next purge removes the last bytes from the disk. To answer the very message that asked for
   * it, use `forget` of {@link Store.complete}.
   */
  forget(id: string): Promise<void>;

  /**
   * Takes one message of a person: duplicate check, watermark, log and job in one transaction. Opens the
   * conversation when there is none. A duplicate (same conversation, same key, within 8 days) returns what the
   * first one returned and writes nothing.
   */
  accept(input: Acceptance): Promise<Accepted>;
  /** True where a message with this key was accepted in this conversation, within 8 days. */
  knows(conversation: string, key: string): Promise<boolean>;
  /**
   * Logs activities that answer no message: a welcome, an agent's words. Returns their ids and the watermark of
   * the last. Fails with `conversation-unknown` when there is no such conversation.
   */
  append(conversation: string, entry: { activities: Json[]; sends?: NewSend[] }): Promise<Logged>;
  /** Activities above `watermark`, oldest first, at most `limit` (100, which is also the default): then ask on. */
  activitiesAfter(conversation: string, watermark: number, limit?: number): Promise<LoggedActivity[]>;
  /** The watermark of the newest activity; 0 when there is none or no such conversation. */
  highWatermark(conversation: string): Promise<number>;
  /** The same of many at once, with a query a bucket; those that are not there are left out. */
  highWatermarks(conversations: readonly string[]): Promise<Map<string, number>>;

  /**
   * Takes jobs that are due, the longest due first: of each conversation only the first that is open. Asked for
   * more than `limit` allows, it goes through the buckets by turns.
   */
  lease(request: LeaseRequest): Promise<Job[]>;
  /**
   * Closes a job: logs the replies, saves the dialogue, opens sends, forgets the address. One transaction.
   * `closed`: the lease was lost and the job is another's, or done: drop the result. `conflict`: the dialogue was
   * changed by somebody else since `expectedVersion`: nothing was written; run the turn again on the new one.
   */
  complete(job: Job, result: JobResult): Promise<Completed>;
  /** Takes sends that are due, as {@link Store.lease} takes jobs. */
  leaseSends(request: LeaseRequest): Promise<Send[]>;
  /** Closes a send that the channel has accepted, and destroys its address. False when the lease was lost. */
  settle(send: Send): Promise<boolean>;
  /**
   * Closes the send in this place, whoever holds its lease: the channel says itself that it has the message. False
   * where there is none, which is the rule: then it was settled before.
   */
  settleAt(place: { conversation: string; watermark: number; part: number }): Promise<boolean>;
  /** Hands a job or send back, to be tried again from `at` on. False when the lease was lost. */
  retry(item: Job | Send, at: number, reason: string): Promise<boolean>;
  /** Gives a job or send up for good; `reason`, a code without personal data, goes to the audit. */
  abandon(item: Job | Send, reason: string): Promise<boolean>;
  /**
   * Hands back at once all that `worker` holds, instead of waiting for its leases to run out: when a process starts
   * under its old name. Counts as lost leases. (What a stopping worker has not begun, it hands back by `retry`.)
   */
  release(worker: string): Promise<number>;
  /** Open jobs and sends, and when the oldest of them was accepted: for metrics. */
  depth(): Promise<{ jobs: number; sends: number; oldest: number | null }>;
  /** Destroys the address that `keepAddress` of {@link Store.complete} kept: a hand-over was closed. */
  dropAddress(conversation: string): Promise<void>;

  recordUnanswered(question: Unanswered): Promise<void>;
  recordFeedback(feedback: Feedback): Promise<void>;
  /** Kept questions since a day (`2024-01-15`), newest day first, at most `limit` (default 1,000). */
  unanswered(since: string, limit?: number): Promise<KeptUnanswered[]>;
  feedback(since: string, limit?: number): Promise<KeptFeedback[]>;
  /** Who did what in the desk or at the command line; no personal data in `detail`. Kept for a year. */
  recordAudit(entry: AuditEntry): Promise<void>;
  audit(since: number, limit?: number): Promise<(AuditEntry & { at: number })[]>;

  /** The edition that is live, or null in an empty store. */
  publishedEdition(): Promise<PublishedEdition | null>;
  /** Only its id: cheap enough to ask often whether another instance has published. */
  publishedEditionId(): Promise<string | null>;
  /**
   * Makes an edition live. Rows are immutable: publishing a known id again (a roll-back) only moves the pointer,
   * and fails with `edition-changed` when its content is not the same.
   */
  publishEdition(edition: EditionContent): Promise<void>;
  /** Every publication, newest first, so the first is live; an id stands twice after a roll-back to it. */
  publications(limit?: number): Promise<{ id: string; publishedAt: number }[]>;
  edition(id: string): Promise<PublishedEdition | null>;
  /** Makes an edition live again that the store has. False when it has none under this id. */
  republishEdition(id: string): Promise<boolean>;
  /**
   * Content, then index, of an edition in pieces of at most some megabytes, with time for others between them: a
   * large edition is read without holding the process up. Nothing when there is no such edition.
   */
  editionPieces(id: string): AsyncGenerator<EditionPiece>;
  /** What editors are working on, or null. */
  editionDraft(): Promise<EditionDraft | null>;
  /**
   * Saves the draft, if it still is the version that was read (0: there was none). False when somebody else was
   * faster: nothing was written.
   */
  saveEditionDraft(draft: Omit<EditionDraft, 'at' | 'version'>, version: number): Promise<boolean>;
  dropEditionDraft(): Promise<void>;

  /** Enforces the retention of "Data at rest" (CONTRACTS.md) as of `now`, and says how much it destroyed. */
  purge(now: number): Promise<PurgeCounts>;
  /** Resolves when the engine answers; fails with `store-unavailable` when not. */
  ping(): Promise<void>;
  /** Finishes what was handed in, then closes. Later calls fail with `store-closed`. */
  close(): Promise<void>;
}
