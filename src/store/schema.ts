import type { DeskTables } from './desk/tables.ts';
import type { EditionTables } from './editions/tables.ts';

/**
 * The tables. Every table on the way of a message starts its primary key with the bucket of the conversation, and
 * every query there names it, so that an engine with several machines can spread the rows by bucket and keep a
 * transaction on one of them. No sequences: counters are columns of the conversation's row.
 *
 * Times are epoch milliseconds, JSON is text (nothing here looks into it).
 */
export interface Tables extends DeskTables, EditionTables {
  conversations: {
    bucket: number;
    id: string;
    channel: string;
    created_at: number;
    /** When the person last wrote. */
    last_message_at: number | null;
    expires_at: number;
    watermark: number;
    dialogue: string | null;
    version: number;
    /** Kept for a hand-over only. */
    sealed_address: string | null;
    /** `waiting`: the person asked for an agent; `held`: one has the conversation; null otherwise. */
    handover: string | null;
  };
  activities: {
    bucket: number;
    conversation: string;
    watermark: number;
    id: string;
    at: number;
    reply_to: string | null;
    activity: string;
  };
  /** Jobs and sends that are open. A closed one has no row. */
  work: {
    bucket: number;
    queue: Queue;
    conversation: string;
    watermark: number;
    /** Which part of a reply a send is; 0 for a job. */
    part: number;
    id: string;
    channel: string;
    /** Due from then on; while leased, the end of the lease. */
    available_at: number;
    /** Who holds the lease; null when nobody does. */
    worker: string | null;
    /** Raised by every lease. */
    token: number;
    attempts: number;
    lost: number;
    /** When the person's message was accepted. */
    accepted_at: number;
    sealed_address: string | null;
    /** A job's data, a send's payload. */
    body: string;
    /** Why it was last handed back. */
    reason: string | null;
  };
  /**
   * What was accepted: hashes that name neither a conversation nor a message. `id` is empty: it would name the
   * conversation for days after that has ended, and follows from it and the watermark.
   */
  message_hashes: { bucket: number; hash: string; id: string; watermark: number; at: number };
  unanswered: {
    bucket: number;
    id: string;
    conversation: string | null;
    text: string;
    lang: string;
    decision: string;
    reason: string | null;
    channel: string;
    day: string;
  };
  feedback: {
    bucket: number;
    id: string;
    conversation: string | null;
    positive: number;
    text: string | null;
    decision: string;
    entry: string | null;
    lang: string;
    channel: string;
    day: string;
  };
  audit: { bucket: number; id: string; at: number; actor: string; action: string; detail: string };
}

export type Queue = 'job' | 'send';
