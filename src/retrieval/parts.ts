import { LANGUAGES, type Language } from '../language/index.ts';
import { type Classifier, placeTable } from './classifier.ts';
import { type ConceptFinder, conceptFinder, type Phrases } from './concepts.ts';
import { BUCKETS } from './features.ts';
import { gramsOf } from './grams.ts';
import { buildPostings, type Postings } from './postings.ts';
import { buildDeletionIndex, type DeletionIndex } from './repair.ts';
import { newScratch, type Scratch } from './rows.ts';
import type { Calibration } from './types.ts';
import { NONE, numbered, type Vocabulary } from './vocabulary.ts';

/** What an index cannot be without: this much is saved; the rest is worked out from it. */
export interface Kept {
  ids: string[];
  /** Kinds of background question: the classifier's second head, after the class of answered questions. */
  background: string[];
  words: string[];
  terms: string[];
  termOf: Record<Language, Uint32Array>;
  termWeights: Float32Array;
  /** For each row: the number of its id, its language (0 Spanish, 1 English), its words and concept terms. */
  rowIds: Uint32Array;
  rowLangs: Uint8Array;
  rowWordStarts: Uint32Array;
  rowWords: Uint32Array;
  rowConceptStarts: Uint32Array;
  rowConcepts: Uint32Array;
  phrases: Phrases;
  calibration: Calibration;
  classifier: Classifier | null;
  /** Saved only where working them out again would take long. */
  postings: Postings | null;
  deletions: DeletionIndex | null;
}

/** An index ready to be searched. */
export interface Parts extends Kept {
  vocabulary: Vocabulary;
  concepts: ConceptFinder;
  postings: Postings;
  /** Length of each row as a vector of term weights, and how many grams it has. */
  rowNorms: Float32Array;
  deletionIndex(): DeletionIndex;
  /** Where the classifier keeps the weights of each bucket. */
  places: Int32Array;
  scratch: Scratch;
  wordGrams(word: number): Uint16Array;
}

export function ready(kept: Kept): Parts {
  const wordFrequency = new Uint32Array(kept.words.length);
  for (const word of kept.rowWords) wordFrequency[word]!++;
  const vocabulary: Vocabulary = {
    words: kept.words,
    wordIds: numbered(kept.words),
    terms: kept.terms,
    termIds: numbered(kept.terms),
    termOf: kept.termOf,
    wordFrequency,
    weights: kept.termWeights,
  };
  const grams: (Uint16Array | undefined)[] = [];
  let deletions = kept.deletions;
  const terms = (row: number) => termsOfRow(kept, row);
  return {
    ...kept,
    vocabulary,
    concepts: conceptFinder(kept.phrases),
    postings:
      kept.postings ??
      buildPostings(
        Array.from(kept.rowIds, (_, row) => terms(row)),
        kept.terms.length,
      ),
    rowNorms: Float32Array.from(kept.rowIds, (_, row) => norm(new Set(terms(row)), kept.termWeights)),
    places: placeTable(kept.classifier?.kept ?? new Uint32Array(0), BUCKETS),
    scratch: newScratch(kept.rowIds.length, kept.terms.length),
    deletionIndex() {
      deletions ??= buildDeletionIndex(kept.words);
      return deletions;
    },
    wordGrams(word) {
      grams[word] ??= gramsOf(kept.words[word]!);
      return grams[word];
    },
  };
}

/** The terms of a row, with repetitions: the stem of each word in the row's language, and its concepts. */
export function termsOfRow(kept: Kept, row: number): Uint32Array {
  const termOf = kept.termOf[LANGUAGES[kept.rowLangs[row]!]!];
  const [from, to] = [kept.rowWordStarts[row]!, kept.rowWordStarts[row + 1]!];
  const [conceptsFrom, conceptsTo] = [kept.rowConceptStarts[row]!, kept.rowConceptStarts[row + 1]!];
  const terms = new Uint32Array(to - from + conceptsTo - conceptsFrom);
  let n = 0;
  for (let i = from; i < to; i++) {
    const term = termOf[kept.rowWords[i]!]!;
    if (term !== NONE) terms[n++] = term;
  }
  for (let i = conceptsFrom; i < conceptsTo; i++) terms[n++] = kept.rowConcepts[i]!;
  return terms.subarray(0, n);
}

function norm(terms: ReadonlySet<number>, weights: Float32Array): number {
  let sum = 0;
  for (const term of terms) sum += weights[term]! ** 2;
  return Math.sqrt(sum);
}
