import { LANGUAGES, type Language } from '../language/index.ts';
import { type Classifier, placeTable } from './classifier.ts';
import { type ConceptFinder, conceptFinder, type Phrases } from './concepts.ts';
import { BUCKETS } from './features.ts';
import { gramsOf } from './grams.ts';
import { buildPostings, type Postings, type Ragged } from './postings.ts';
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
  const terms = termsOfRows(kept);
  return {
    ...kept,
    vocabulary,
    concepts: conceptFinder(kept.phrases),
    postings: kept.postings ?? buildPostings(terms, kept.terms.length),
    rowNorms: normsOf(terms, kept.termWeights),
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

/** The terms of each row, with repetitions: the stem of each word in the row's language, and its concepts. */
function termsOfRows(kept: Kept): Ragged {
  const { rowIds, rowWordStarts, rowConceptStarts } = kept;
  const starts = new Uint32Array(rowIds.length + 1);
  const values = new Uint32Array(kept.rowWords.length + kept.rowConcepts.length);
  let n = 0;
  for (let row = 0; row < rowIds.length; row++) {
    const termOf = kept.termOf[LANGUAGES[kept.rowLangs[row]!]!];
    for (let i = rowWordStarts[row]!; i < rowWordStarts[row + 1]!; i++) {
      const term = termOf[kept.rowWords[i]!]!;
      if (term !== NONE) values[n++] = term;
    }
    for (let i = rowConceptStarts[row]!; i < rowConceptStarts[row + 1]!; i++)
      values[n++] = kept.rowConcepts[i]!;
    starts[row + 1] = n;
  }
  return { starts, values: values.subarray(0, n) };
}

/** Length of each row as a vector of the weights of its terms, each once. */
function normsOf({ starts, values }: Ragged, weights: Float32Array): Float32Array {
  const norms = new Float32Array(starts.length - 1);
  const countedFor = new Uint32Array(weights.length);
  for (let row = 0; row < norms.length; row++) {
    let sum = 0;
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      const term = values[i]!;
      if (countedFor[term] === row + 1) continue;
      countedFor[term] = row + 1;
      sum += weights[term]! ** 2;
    }
    norms[row] = Math.sqrt(sum);
  }
  return norms;
}
