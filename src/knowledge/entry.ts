import type { Facet } from '../answer/reply.ts';
import type { ByLanguage } from '../language/index.ts';

/** Stable public id of an entry, such as `documentos.1`. Never renamed, never reused. */
export type EntryId = string;

/**
 * A text in Spanish, which is the official one, in English, and in whatever other language somebody has translated it
 * into. Every translation is unofficial.
 */
export type Translated = ByLanguage<string>;

/** The smallest citable part of a document. */
export interface Entry {
  readonly id: EntryId;
  /** The document it belongs to. */
  readonly document: string;
  /** The official heading that it stands under, word for word, and its translation. */
  readonly section: Translated;
  /** The assistant's own name for it. Used on options only, never inside a quotation. */
  readonly title: Translated;
  /** At most 20 characters, unique among all entries in each language (WhatsApp's buttons). */
  readonly label: Translated;
  /** What the entry answers besides "what does it say": `ficha` answers who, when and under which law. */
  readonly facets: readonly Facet[];
  /** The official text and its translation. A group has none of its own: it is its children. */
  readonly text: Translated | null;
  /** The entries that a group consists of, in the document's order. */
  readonly children: readonly EntryId[];
  /** How people ask for it, in each language. */
  readonly questions: ByLanguage<readonly string[]>;
  /**
   * The official text has changed and nobody has looked at the translation since. In drafts only: what is published
   * has none.
   */
  readonly pending?: true;
}

/** One official publication in one edition. */
export interface Document {
  readonly id: string;
  readonly title: Translated;
  /** Title as it is named in running text ("Misión, visión y objetivos"). */
  readonly shortTitle: Translated;
  readonly issuer: Translated;
  /** Date of issue, ISO 8601. */
  readonly issued: string;
  readonly legalBasis: Translated;
  /** Entries in the document's order. */
  readonly entries: readonly Entry[];
  /** Ids of entries that earlier editions had. They are never given out again. */
  readonly retired?: readonly EntryId[];
  /** Which document counts where two contradict each other: the higher number, then the later date. 0 if not given. */
  readonly precedence?: number;
  /** First and last day on which it is in force, ISO 8601. Always, if not given. */
  readonly validFrom?: string;
  readonly validUntil?: string;
}
