import type { Facet } from '../answer/reply.ts';
import type { ByLanguage } from '../language/index.ts';
import type { Document, EntryId, Translated } from './entry.ts';

/** What people call one thing, and the entries that it clearly points to. */
export interface GlossaryConcept {
  readonly id: string;
  readonly es: readonly string[];
  readonly en: readonly string[];
  readonly entries: readonly EntryId[];
}

/** Another institution, by the names that people use. */
export interface Institution {
  readonly id: string;
  readonly names: ByLanguage<readonly string[]>;
  readonly title: Translated;
  /** True: the names count only as they are written ("ICE", not "ice"). */
  readonly exact: boolean;
}

type Sentences = ByLanguage<readonly string[]>;

/** How people put what the document does not answer: it trains the telling apart of kinds of message. */
export interface Asked {
  /** Questions about a matter that the document mentions, by what is asked about it, with the matter's entry. */
  readonly facets: Readonly<Record<Facet, ByLanguage<Readonly<Record<EntryId, readonly string[]>>>>>;
  /** Words and phrases that give a facet away. */
  readonly facetWords: Readonly<Record<Facet, Sentences>>;
  /** Words that give away what world a message is of: a danger told in other words, food, football … */
  readonly topics: Readonly<Record<string, Sentences>>;
  /** Questions about other matters, by topic. */
  readonly elsewhere: Readonly<Record<string, Sentences>>;
  /** What is said to the assistant itself, by intent (`switch-language-es` and `-en` apart). */
  readonly intents: Readonly<Record<string, Sentences>>;
  readonly danger: Sentences;
  /** Messages that only look like danger. */
  readonly lookalikes: Sentences;
  /** What people tell before and after a question, asking nothing by it, and how they open one that others only name. */
  readonly around: {
    readonly before: Sentences;
    readonly after: Sentences;
    readonly opening: Sentences;
  };
}

/** Everything in `knowledge/`, checked. */
export interface Knowledge {
  readonly documents: readonly Document[];
  readonly glossary: readonly GlossaryConcept[];
  readonly institutions: readonly Institution[];
  readonly asked: Asked;
}
