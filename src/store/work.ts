/** What is owed: jobs and sends, the leases on them, and how they end. */
import type { Json } from './json.ts';
import type { HandoverMark, HandoverRequest, Logged } from './messages.ts';
import type { Unanswered } from './records.ts';

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
  /** The question, where the document has no answer: kept as `recordUnanswered` keeps it. */
  unanswered?: Omit<Unanswered, 'conversation'> | undefined;
  /** Opens a hand-over, or withdraws an open one, in the same transaction. */
  handover?: HandoverRequest | undefined;
  /** The job is given up with these last words; why, a code, goes to the audit as with `abandon`. */
  abandoned?: string | undefined;
  /** True forgets the conversation first, in the same transaction: see `forget` of the store. */
  forget?: boolean | undefined;
}

export type Completed = ({ outcome: 'completed' } & Logged) | { outcome: 'closed' } | { outcome: 'conflict' };
