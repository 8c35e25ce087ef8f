import type { EntryId } from '../knowledge/entry.ts';
import type { Language } from '../language/index.ts';

/**
 * What a turn can end in. A closed list: adding one makes the compiler point at every place that must
 * answer for it.
 *
 * - `answer`   the document answers it; the official text is quoted
 * - `clarify`  which of these did you mean
 * - `related`  the document mentions the matter, but does not answer that question
 * - `decline`  outside the document, or not understood; {@link Reason} says which
 * - `chat`     greeting, thanks, help, language switch …; {@link Intent} says which
 * - `urgent`   someone is in danger
 * - `human`    the person asked for a person
 * - `held`     an agent holds the conversation: no reply of ours
 */
export const DECISIONS = [
  'answer',
  'clarify',
  'related',
  'decline',
  'chat',
  'urgent',
  'human',
  'held',
] as const;
export type Decision = (typeof DECISIONS)[number];

/** Why a turn was declined. */
export const REASONS = [
  'out-of-scope',
  'not-understood',
  'empty',
  'too-long',
  'other-language',
  'unsupported-media',
] as const;
export type Reason = (typeof REASONS)[number];

/** What a person wants of the conversation itself, rather than of the document. */
export const INTENTS = [
  'greeting',
  'thanks',
  'goodbye',
  'bot-identity',
  'switch-language',
  'human',
  'help',
  'repeat',
  'positive-feedback',
  'negative-feedback',
  'delete-data',
  'privacy',
  'back',
  'more',
] as const;
export type Intent = (typeof INTENTS)[number];

/** What about a thing is asked: its price, its place … `time` is "how long", `when` is "on which date". */
export const FACETS = [
  'price',
  'place',
  'time',
  'hours',
  'steps',
  'appointment',
  'contact',
  'eligibility',
  'own-case',
  'who',
  'when',
  'law',
  'meaning',
] as const;
export type Facet = (typeof FACETS)[number];

/** A passage of an entry, word for word. `official` is false for the translation. */
export interface Quote {
  entry: EntryId;
  lang: Language;
  official: boolean;
  text: string;
  /** The official heading (or its translation) that the passage stands under. */
  section: string;
}

/**
 * A way to go on. In a reply they stand in this order of `role`: `alternative` (which of these did you mean),
 * `child` (the parts of a group, all of them), `follow-up` (at most three).
 */
export interface Option {
  entry: EntryId;
  /** What the option is called in the reply's language: an official heading, or the assistant's own title. */
  title: string;
  /** At most 20 characters, unique among entries: for buttons. */
  label: string;
  role: 'alternative' | 'child' | 'follow-up';
}

/** Where a quotation comes from. */
export interface Citation {
  document: string;
  section: string;
  /** Date of issue, ISO 8601 (`2024-01-15`). */
  issued: string;
  /** Id of the published edition: `sha256:` and 64 hexadecimal digits. */
  edition: string;
}

/**
 * What a turn says, free of any channel. `text` is all of it as plain text; the other fields are the same
 * content in parts, for channels that can show more than text.
 */
export interface Reply {
  lang: Language;
  decision: Decision;
  intent: Intent | null;
  reason: Reason | null;
  facet: Facet | null;
  /** The first of `entries`; null unless the decision is `answer` or `related`. */
  entry: EntryId | null;
  entries: EntryId[];
  /** Probability, 0 to 1, that `entry` answers the question. */
  confidence: number;
  quotes: Quote[];
  options: Option[];
  citation: Citation | null;
  speaker: 'assistant' | 'agent';
  /**
   * The assistant's own sentences, split at the quotation: what is said before it and after it (without the
   * citation and the options, which have fields of their own).
   */
  before: string[];
  after: string[];
  text: string;
}

/** What a reply has that gives nothing of the document: no entry, no quotation, nothing to choose from. */
export function bareReply() {
  return {
    intent: null,
    reason: null,
    facet: null,
    entry: null,
    entries: [],
    confidence: 0,
    quotes: [],
    options: [],
    citation: null,
    speaker: 'assistant',
    before: [],
    after: [],
  } satisfies Omit<Reply, 'lang' | 'decision' | 'text'>;
}
