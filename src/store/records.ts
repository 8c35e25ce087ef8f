/** What is kept beside conversations: unanswered questions, feedback, editions, who did what. */
import type { Json } from './json.ts';

/** A question that was not answered, for the people who write the knowledge. Kept for 180 days. */
export interface Unanswered {
  /** Redacted. */
  text: string;
  lang: string;
  decision: string;
  reason: string | null;
  channel: string;
  /** Day at the office, `2024-01-15`. No time of day: it would tell too much about one person. */
  day: string;
  /** Links it to the conversation while that lives, so that "delete my data" finds it; cut by the purge. */
  conversation?: string | undefined;
}

/** "This helped me" or not. Kept for 180 days. */
export interface Feedback {
  positive: boolean;
  /** What the person wrote about it, redacted; null for a bare yes or no. */
  text: string | null;
  /** The decision that it is about, and the entry if it had one. */
  decision: string;
  entry: string | null;
  lang: string;
  channel: string;
  day: string;
  conversation?: string | undefined;
}

export type KeptUnanswered = Omit<Unanswered, 'conversation'> & { id: string };
export type KeptFeedback = Omit<Feedback, 'conversation'> & { id: string };

/** A state of all documents, immutable. */
export interface EditionContent {
  /** `sha256:` and 64 hexadecimal digits. */
  id: string;
  /** The documents, as the knowledge room writes them down. */
  content: string;
  /** The saved search index. */
  index: Uint8Array;
}

export interface PublishedEdition extends EditionContent {
  publishedAt: number;
}

/** What editors are working on in the desk. */
export interface EditionDraft {
  /** The knowledge, as JSON. */
  content: string;
  /** Official texts of documents that were imported into it, by document. */
  sources: Record<string, string>;
  /** Who saved it last. */
  actor: string;
  at: number;
  /** Raised by every save. */
  version: number;
}

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
