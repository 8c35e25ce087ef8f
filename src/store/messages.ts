/** What goes into the log of a conversation, and what comes out of it. */
import type { Json } from './json.ts';
import type { Job } from './work.ts';

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
        /** Take the lease at once: saves the way through `lease`. */
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
