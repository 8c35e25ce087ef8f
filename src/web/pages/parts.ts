import type { Reply } from '../../answer/reply.ts';
import type { Sentences } from '../../answer/sentences.ts';
import type { Accuracy } from '../../evaluation/index.ts';
import type { Document } from '../../knowledge/entry.ts';
import type { Language } from '../../language/index.ts';

/** What the pages are handed. */
export interface PageParts {
  readonly sentences: Sentences;
  /** The published edition, asked for on every request, so that a publication shows at once. */
  published(): { readonly edition: string; readonly documents: readonly Document[] };
  /** One question in, one reply out. Redacting, counting and keeping are its matter, not the pages'. */
  ask(question: Question): Promise<Asked>;
  /** `PUBLIC_URL` without a slash at the end: canonical addresses are made from it, never from `Host`. */
  readonly origin: string;
  readonly contacts: Contacts;
  readonly retention: Retention;
  /** What the last evaluation measured; null where none was run. Shown, never typed in. */
  readonly accuracy: Accuracy | null;
  /** Is told of whatever failed while a page was made. */
  report(error: unknown): void;
}

export interface Question {
  readonly text: string;
  /** The language of the page that it was asked on: a hint. */
  readonly hint: Language;
  /** The language that the person asked for in so many words ("see this answer in English"). */
  readonly chosen: Language | null;
  /** {@link PageRequest.client} */
  readonly client: string;
}

/** `question` is what the assistant read: the text with personal data taken out. */
export type Asked =
  | { readonly outcome: 'reply'; readonly reply: Reply; readonly question: string }
  | { readonly outcome: 'limited'; readonly retryAfterSeconds: number };

/** Contacts that the operator has configured. What is null is said to be missing, never made up. */
export interface Contacts {
  readonly phone: string | null;
  readonly emergency: string | null;
  /** An https address. */
  readonly url: string | null;
  /** Opening hours as configured (`Mo-Fr 08:00-16:00`). */
  readonly hours: string | null;
}

/** How long things are kept ("Data at rest" in CONTRACTS.md), as the store's purge enforces it. */
export interface Retention {
  readonly conversationHours: number;
  readonly addressHours: number;
  readonly handoverDays: number;
  readonly messageHashDays: number;
  readonly unansweredDays: number;
  readonly auditDays: number;
  readonly backupDays: number;
}
