import { type Classifier, type Opened, opened } from './classifier.ts';
import { type ConceptFinder, conceptFinder, type Phrases } from './concepts.ts';
import type { IdList } from './id-list.ts';
import { buildPostings, normsOf, type Postings, type Rows } from './postings.ts';
import { buildDeletionIndex, type DeletionIndex } from './repair.ts';
import { newScratch, type Scratch } from './scratch.ts';
import type { Calibration } from './types.ts';
import { countOf, type Spelling, type Terms, termsOf, type Usage } from './vocabulary.ts';

/** What an index cannot be without; the rest is worked out from it. */
export interface Kept {
  ids: IdList;
  /** Kinds of background question: the classifier's second head, after the class of answered questions. */
  background: string[];
  /** Whether function words are left out of the rows that have other words, and of queries that have. */
  contentOnly: boolean;
  usage: Usage;
  rows: Rows;
  phrases: Phrases;
  calibration: Calibration;
  classifier: Classifier | null;
}

/** What is worked out from {@link Kept}. A large index is saved with it, because it takes long. */
export interface Derived {
  terms: Terms;
  /** About how many lines hold each word. */
  wordLines: Uint32Array;
  postings: Postings;
  /** Length of each row as a vector of term weights. */
  rowNorms: Float32Array;
  /** Made when the first unknown word comes, unless it was saved. */
  deletions: DeletionIndex | null;
}

/** An index ready to be searched. */
export interface Parts extends Kept, Omit<Derived, 'deletions'> {
  concepts: ConceptFinder;
  deletionIndex(): DeletionIndex;
  /**
   * By language and word: the term of its stem and 2, 1 where there is none; filled as words are asked for, 0 until
   * then.
   */
  stemTerms: readonly Uint32Array[];
  /** The classifier ready to be used, where there is one. */
  opened: Opened | null;
  scratch: Scratch;
}

export function derive(kept: Kept, spelling?: Spelling): Derived {
  const { usage, rows } = kept;
  const terms = termsOf(usage, spelling);
  return {
    terms,
    wordLines: Uint32Array.from(usage.levels, countOf),
    postings: buildPostings(rows, terms),
    rowNorms: normsOf(rows, terms),
    deletions: null,
  };
}

export function ready(kept: Kept, { deletions: saved, ...derived }: Derived): Parts {
  let deletions = saved;
  const words = kept.usage.words;
  return {
    ...kept,
    ...derived,
    concepts: conceptFinder(kept.phrases),
    stemTerms: kept.usage.languages.map(() => new Uint32Array(words.length)),
    opened: kept.classifier && opened(kept.classifier),
    scratch: newScratch(kept.rows.ids.length, words.length, derived.terms.weights.length),
    deletionIndex() {
      deletions ??= buildDeletionIndex(words);
      return deletions;
    },
  };
}
