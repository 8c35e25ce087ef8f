import { LANGUAGES } from '../language/index.ts';
import { gramsOf } from './grams.ts';
import type { Parts } from './parts.ts';
import type { Reading } from './reading.ts';
import { NONE } from './vocabulary.ts';

export interface RowMatch {
  row: number;
  /** 0 to 1: cosine of terms and character grams. */
  likeness: number;
  /** Share of the query's weight that the row holds, 0 to 1. */
  coverage: number;
}

/**
 * Room for the sums of one search, used again by the next: as long as there are rows and terms. Everything that
 * a search writes it clears again, so that no search pays for all rows.
 */
export interface Scratch {
  rowScores: Float32Array;
  /** Rows with a score, in the order in which they were found. */
  touched: Uint32Array;
  queryWeights: Float32Array;
  /** By term: the number of the row that last counted it. */
  countedFor: Uint32Array;
  queryGrams: Uint8Array;
  stamp: number;
}

export function newScratch(rows: number, terms: number): Scratch {
  return {
    rowScores: new Float32Array(rows),
    touched: new Uint32Array(rows),
    queryWeights: new Float32Array(terms),
    countedFor: new Uint32Array(terms),
    queryGrams: new Uint8Array(0x10000),
    stamp: 0,
  };
}

/** How many of the best rows are looked at closely. */
const CLOSE_LOOK = 48;
/**
 * Once this many rows are found, a term that more than {@link COMMON} of all rows hold only counts in the close
 * look: it would add to nearly every row, and cost the most.
 */
const ENOUGH_ROWS = 96;
const COMMON = 0.04;
/** Terms against grams in the likeness. */
const GRAM_SHARE = 0.35;
/** A long text that holds all of a short question is as good as this, whatever else it holds. */
const HELD_WEIGHT = 0.6;

/** The rows most like the query, best first. Time grows with the postings of the query's rarer terms only. */
export function bestRows(parts: Parts, reading: Reading): RowMatch[] {
  const terms = [...reading.terms].sort((a, b) => parts.termWeights[b[0]]! - parts.termWeights[a[0]]!);
  const rows = candidateRows(parts, terms);
  return closeLook(parts, reading, terms, rows);
}

type WeighedTerm = readonly [term: number, weight: number];

/** BM25 over the postings, rarest terms first; the rows with the highest sums. */
function candidateRows(parts: Parts, terms: readonly WeighedTerm[]): number[] {
  const { starts, rows, impacts } = parts.postings;
  const { rowScores, touched } = parts.scratch;
  const common = COMMON * parts.rowIds.length;
  let count = 0;
  for (const [term, queryWeight] of terms) {
    const from = starts[term]!;
    const to = starts[term + 1]!;
    if (to - from > common && count >= ENOUGH_ROWS) continue;
    const weight = parts.termWeights[term]! * queryWeight;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      if (rowScores[row] === 0) touched[count++] = row;
      rowScores[row]! += weight * (impacts[i]! + 1);
    }
  }
  const best = highest(rowScores, touched.subarray(0, count), CLOSE_LOOK);
  for (let i = 0; i < count; i++) rowScores[touched[i]!] = 0;
  return best;
}

/** The `count` rows with the highest scores, by a heap whose root is the least of them. */
function highest(scores: Float32Array, rows: Uint32Array, count: number): number[] {
  const heap: number[] = [];
  for (const row of rows) {
    if (heap.length < count) {
      heap.push(row);
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (scores[heap[parent]!]! <= scores[heap[i]!]!) break;
        [heap[parent], heap[i]] = [heap[i]!, heap[parent]!];
        i = parent;
      }
    } else if (scores[row]! > scores[heap[0]!]!) {
      heap[0] = row;
      sink(heap, scores);
    }
  }
  return heap;
}

function sink(heap: number[], scores: Float32Array): void {
  for (let i = 0; ; ) {
    let least = i;
    for (const child of [2 * i + 1, 2 * i + 2]) {
      if (child < heap.length && scores[heap[child]!]! < scores[heap[least]!]!) least = child;
    }
    if (least === i) return;
    [heap[i], heap[least]] = [heap[least]!, heap[i]!];
    i = least;
  }
}

function closeLook(
  parts: Parts,
  reading: Reading,
  terms: readonly WeighedTerm[],
  rows: readonly number[],
): RowMatch[] {
  const { queryWeights, queryGrams } = parts.scratch;
  let squares = 0;
  let mass = 0;
  for (const [term, weight] of terms) {
    queryWeights[term] = weight;
    squares += (parts.termWeights[term]! * weight) ** 2;
    mass += parts.termWeights[term]! * weight;
  }
  const grams = reading.words.map(gramsOf);
  let gramCount = 0;
  for (const list of grams)
    for (const gram of list) if (queryGrams[gram] === 0) gramCount += queryGrams[gram] = 1;
  const unknown =
    reading.explained.filter(word => word.how === 'unknown').length / (reading.explained.length || 1);

  const matches = rows.map((row): RowMatch => {
    const { dot, held } = sharedTerms(parts, row);
    const cosine = dot / (Math.sqrt(squares) * parts.rowNorms[row]! || 1);
    const coverage = (held / (mass || 1)) * (1 - unknown);
    const close = (1 - GRAM_SHARE) * cosine + GRAM_SHARE * gramCosine(parts, row, gramCount);
    return { row, likeness: Math.min(1, Math.max(close, HELD_WEIGHT * coverage)), coverage };
  });

  for (const [term] of terms) queryWeights[term] = 0;
  for (const list of grams) for (const gram of list) queryGrams[gram] = 0;
  return matches.sort((a, b) => b.likeness - a.likeness || a.row - b.row);
}

/** Over the terms that a row and the query share: the product of their weights, and the query's own weight. */
function sharedTerms(parts: Parts, row: number): { dot: number; held: number } {
  const { queryWeights, countedFor } = parts.scratch;
  const termOf = parts.termOf[LANGUAGES[parts.rowLangs[row]!]!];
  parts.scratch.stamp = (parts.scratch.stamp + 1) >>> 0;
  const { stamp } = parts.scratch;
  const sums = { dot: 0, held: 0 };
  const count = (term: number) => {
    if (term === NONE || countedFor[term] === stamp) return;
    countedFor[term] = stamp;
    const weight = queryWeights[term]! * parts.termWeights[term]!;
    sums.dot += weight * parts.termWeights[term]!;
    sums.held += weight;
  };
  for (let i = parts.rowWordStarts[row]!; i < parts.rowWordStarts[row + 1]!; i++)
    count(termOf[parts.rowWords[i]!]!);
  for (let i = parts.rowConceptStarts[row]!; i < parts.rowConceptStarts[row + 1]!; i++)
    count(parts.rowConcepts[i]!);
  return sums;
}

function gramCosine(parts: Parts, row: number, queryGramCount: number): number {
  const { queryGrams } = parts.scratch;
  let shared = 0;
  let count = 0;
  for (let i = parts.rowWordStarts[row]!; i < parts.rowWordStarts[row + 1]!; i++) {
    const grams = parts.wordGrams(parts.rowWords[i]!);
    count += grams.length;
    for (let g = 0; g < grams.length; g++) shared += queryGrams[grams[g]!]!;
  }
  return Math.min(1, shared / (Math.sqrt(count * queryGramCount) || 1));
}
