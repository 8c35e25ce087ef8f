import type { DeskStore } from './desk/index.ts';
import type { EditionPiece } from './editions/pieces.ts';
import type { Json } from './json.ts';
import type {
  EditionContent,
  EditionDraft,
  Feedback,
  KeptFeedback,
  KeptUnanswered,
  PublishedEdition,
  Unanswered,
} from './records.ts';

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

export interface NewConversation {
  /**
   * 1 to 200 printable ASCII characters; for a channel with numbers a pseudonym, never the number itself.
   * With any other id, methods that read find nothing, and methods that write fail with `store-input`.
   */
  id: string;
  channel: string;
  /** Default: 24 hours from now. Shorter for one that never had a message. */
  expiresAt?: number | undefined;
}

export interface Conversation {
  id: string;
  channel: string;
  createdAt: number;
  /** When the person last wrote; null before the first message. */
  lastMessageAt: number | null;
  expiresAt: number;
  /** How many activities its log has had; the newest one's number. */
  watermark: number;
  /** Dialogue state as it was saved; null before the first turn. */
  dialogue: Json;
  /** Raised with every save of the dialogue. */
  version: number;
  /** Kept for a hand-over only; null otherwise and 24 hours after the last message. */
  sealedAddress: string | null;
  handover: HandoverMark;
}

/** `waiting`: the person asked for an agent; `held`: one has the conversation; null: neither. */
export type HandoverMark = 'waiting' | 'held' | null;

/** A person is asked for, or not wanted any more. */
export type HandoverRequest = { ask: 'open'; reason: string; lang: string } | { ask: 'withdraw' };

export interface Acceptance {
  conversation: string;
  channel: string;
  /** Redacted; any JSON. */
  activity: Json;
  /** What makes the message one message: a client's id, or a keyed hash of a message id. Stored as a hash. */
  key?: string | undefined;
  /** Where to reply, sealed: only for channels that need it. */
  sealedAddress?: string | undefined;
  /** Opens a job, unless left out. */
  job?:
    | {
        /** What the worker needs besides the activity; redacted as well. */
        data?: Json | undefined;
        /** Take the lease at once: saves the way through {@link Store.lease}. */
        lease?: { worker: string; leaseMs: number } | undefined;
      }
    | undefined;
}

export interface Accepted {
  /** Id of the activity in the log. */
  id: string;
  watermark: number;
  duplicate: boolean;
  /** The job, when `lease` was asked for and no older message of this conversation is still open. */
  job: Job | null;
}

export interface Logged {
  ids: string[];
  watermark: number;
}

export interface LoggedActivity {
  id: string;
  watermark: number;
  at: number;
  /** Id of the person's activity that this one answers. */
  replyTo: string | null;
  activity: Json;
}

export interface LeaseRequest {
  /** Who works: the name of a process, unique among instances. */
  worker: string;
  now: number;
  /** After this time without `complete`, `retry` or `abandon`, another worker gets the item. */
  leaseMs: number;
  limit: number;
  /** Only these buckets (0 to 63, see `bucketOf`); default all. */
  buckets?: readonly number[] | undefined;
  /** Only items of these channels, so that no channel takes what another has to send; default all. */
  channels?: readonly string[] | undefined;
  /** Only this conversation: to go on at once with the next message of one whose job was just closed. */
  conversation?: string | undefined;
}

/** What a job and a send have in common: a place in a conversation, and a lease on it. */
export interface Leased {
  conversation: string;
  channel: string;
  watermark: number;
  /** When the person's message was accepted. */
  acceptedAt: number;
  /** 1 for the first try. */
  attempt: number;
  /** Earlier leases that ran out unsettled: what they did is not known. A send with `lost > 0` may be a double. */
  lost: number;
  leasedUntil: number;
  /** Null where none was given, and 24 hours after the person's message. */
  sealedAddress: string | null;
  /** Fencing token of this lease. */
  token: number;
}

export interface Job extends Leased {
  kind: 'job';
  /** Id of the person's activity. */
  id: string;
  activity: Json;
  data: Json;
  /** The dialogue as it stood when the lease was taken, and its version for {@link JobResult.expectedVersion}. */
  dialogue: Json;
  version: number;
  /** As it stood when the lease was taken; a change raises the version. */
  handover: HandoverMark;
}

export interface Send extends Leased {
  kind: 'send';
  /** Id of the reply in the log, and which part of it this is, from 0. */
  id: string;
  part: number;
  payload: Json;
}

export interface NewSend {
  /** Which of `activities` it carries, from 0. */
  activity: number;
  /** What the channel will send; without the address, which stays sealed beside it. */
  payload: Json;
  /** Default: the address of the job, or the one that was kept for the conversation. */
  sealedAddress?: string | undefined;
}

export interface JobResult {
  /** Replies, in order; may be empty (an agent holds the conversation). Ids are derived by `replyId`. */
  activities: Json[];
  dialogue: Json;
  expectedVersion: number;
  sends?: NewSend[] | undefined;
  /** True keeps the job's address with the conversation (a hand-over is open), false destroys a kept one. */
  keepAddress?: boolean | undefined;
  /** The question, where the document has no answer: kept as {@link Store.recordUnanswered} keeps it. */
  unanswered?: Omit<Unanswered, 'conversation'> | undefined;
  /** Opens a hand-over, or withdraws an open one, in the same transaction. */
  handover?: HandoverRequest | undefined;
  /** The job is given up with these last words; why, a code, goes to the audit as with {@link Store.abandon}. */
  abandoned?: string | undefined;
  /** True forgets the conversation first, in the same transaction: see {@link Store.forget}. */
  forget?: boolean | undefined;
}

export type Completed = ({ outcome: 'completed' } & Logged) | { outcome: 'closed' } | { outcome: 'conflict' };

export interface AuditEntry {
  actor: string;
  action: string;
  detail: Json;
}

/** Rows destroyed by a purge. */
export interface PurgeCounts {
  conversations: number;
  activities: number;
  jobs: number;
  sends: number;
  addresses: number;
  messageHashes: number;
  unanswered: number;
  feedback: number;
  audit: number;
}
