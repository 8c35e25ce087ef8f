import { isFunctionWord } from '../language/index.ts';
import { gramCount, markGrams, sharedGrams } from './grams.ts';
import { NONE } from './hash.ts';
import type { Parts } from './parts.ts';
import type { Reading } from './reading.ts';

export interface RowMatch {
  row: number;
  /** 0 to 1: cosine of terms and character grams. */
  likeness: number;
  /** Share of the query's weight that the row holds, 0 to 1. */
  coverage: number;
}

/** How many of the best rows are looked at closely. */
const CLOSE_LOOK = 32;
/**
 * Once this many rows are found, a term that more than {@link COMMON} of all rows hold only counts in the close
 * look: it would add to nearly every row, and cost the most.
 */
const ENOUGH_ROWS = 96;
const COMMON = 0.04;
/** Postings that a search reads at most, whatever it is asked: the rarest terms' first, of each the shortest rows'. */
const MOST_POSTINGS = 40_000;
/** Terms against grams in the likeness; grams are only looked at in rows of up to so many words. */
const GRAM_SHARE = 0.35;
const GRAM_WORDS = 24;
/** A long text that holds all of a short question is as good as this, whatever else it holds. */
const HELD_WEIGHT = 0.6;

/** The rows most like the query, in no order. Time is bounded by the postings and rows that are looked at. */
export function bestRows(parts: Parts, reading: Reading): RowMatch[] {
  const { weights } = parts.terms;
  const terms = reading.terms.toSorted((a, b) => weights[b]! - weights[a]! || a - b);
  return closeLook(parts, reading, candidateRows(parts, terms));
}

/** BM25 over the postings, rarest terms first; the rows with the highest sums. */
function candidateRows(parts: Parts, terms: readonly number[]): number[] {
  const { starts, rows, impacts } = parts.postings;
  const { rowScores, touched, queryWeights } = parts.scratch;
  const common = COMMON * rowScores.length;
  let count = 0;
  let left = MOST_POSTINGS;
  for (const term of terms) {
    const from = starts[term]!;
    const held = starts[term + 1]! - from;
    if (held > common && count >= ENOUGH_ROWS) continue;
    const to = from + Math.min(held, left);
    const weight = parts.terms.weights[term]! * queryWeights[term]!;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      const before = rowScores[row]!;
      if (before === 0) touched[count++] = row;
      rowScores[row] = before + weight * (impacts[i]! + 1);
    }
    left -= to - from;
  }
  const best = highest(rowScores, touched, count);
  for (let i = 0; i < count; i++) rowScores[touched[i]!] = 0;
  return best;
}

/** The {@link CLOSE_LOOK} of the first `count` rows with the highest scores, by a heap whose root is the least. */
function highest(scores: Float32Array, rows: Uint32Array, count: number): number[] {
  const heap: number[] = [];
  let least = 0;
  for (let r = 0; r < count; r++) {
    const row = rows[r]!;
    if (heap.length < CLOSE_LOOK) {
      heap.push(row);
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (scores[heap[parent]!]! <= scores[heap[i]!]!) break;
        [heap[parent], heap[i]] = [heap[i]!, heap[parent]!];
        i = parent;
      }
    } else if (scores[row]! > least) {
      heap[0] = row;
      sink(heap, scores);
    } else continue;
    least = scores[heap[0]!]!;
  }
  return heap;
}

function sink(heap: number[], scores: Float32Array): void {
  for (let i = 0; ; ) {
    let least = i;
    const child = 2 * i + 1;
    if (child < heap.length && scores[heap[child]!]! < scores[heap[least]!]!) least = child;
    if (child + 1 < heap.length && scores[heap[child + 1]!]! < scores[heap[least]!]!) least = child + 1;
    if (least === i) return;
    [heap[i], heap[least]] = [heap[least]!, heap[i]!];
    i = least;
  }
}

function closeLook(parts: Parts, reading: Reading, rows: readonly number[]): RowMatch[] {
  const { scratch, terms, rowNorms } = parts;
  const { queryWeights } = scratch;
  let squares = 0;
  let mass = 0;
  for (const term of reading.terms) {
    const weight = terms.weights[term]! * queryWeights[term]!;
    squares += weight * weight;
    mass += weight;
  }
  const queryNorm = Math.sqrt(squares);
  const content = parts.contentOnly ? reading.words.filter(word => !isFunctionWord(word)) : [];
  const queryGramCount = markGrams(content.length > 0 ? content : reading.words, scratch);
  const known = 1 - unknownShare(reading);
  return rows.map(row => {
    const { dot, held } = sharedTerms(parts, row);
    const cosine = dot / (queryNorm * rowNorms[row]! || 1);
    const coverage = (held / (mass || 1)) * known;
    const close = (1 - GRAM_SHARE) * cosine + GRAM_SHARE * gramCosine(parts, row, queryGramCount);
    return { row, coverage, likeness: Math.min(1, Math.max(close, HELD_WEIGHT * coverage)) };
  });
}

function unknownShare({ explained }: Reading): number {
  let unknown = 0;
  for (const { how } of explained) if (how === 'unknown') unknown++;
  return unknown / (explained.length || 1);
}

/** Over the terms that a row and the query share: the product of their weights, and the query's own weight. */
function sharedTerms({ rows, terms, scratch }: Parts, row: number): { dot: number; held: number } {
  const { queryWeights, countedFor } = scratch;
  const { weights, firstConcept } = terms;
  const termOf = terms.termOf[rows.langs[row]!]!;
  const stamp = ++scratch.rowStamp;
  let dot = 0;
  let held = 0;
  const words = rows.starts[row + 1]!;
  const concepts = rows.conceptStarts[row + 1]!;
  for (let i = rows.starts[row]!; i < words; i++) {
    const term = termOf[rows.words[i]!]!;
    if (term === NONE) continue;
    const asked = queryWeights[term]!;
    if (asked === 0 || countedFor[term] === stamp) continue;
    countedFor[term] = stamp;
    const weight = weights[term]!;
    dot += asked * weight * weight;
    held += asked * weight;
  }
  for (let i = rows.conceptStarts[row]!; i < concepts; i++) {
    const term = firstConcept + rows.concepts[i]!;
    const asked = queryWeights[term]!;
    const weight = weights[term]!;
    dot += asked * weight * weight;
    held += asked * weight;
  }
  return { dot, held };
}

function gramCosine({ rows, usage: { words }, scratch }: Parts, row: number, queryGrams: number): number {
  const [from, to] = [rows.starts[row]!, rows.starts[row + 1]!];
  if (to - from > GRAM_WORDS) return 0;
  let shared = 0;
  let count = 0;
  for (let i = from; i < to; i++) {
    const word = rows.words[i]!;
    count += gramCount(words.starts[word + 1]! - words.starts[word]!);
    shared += sharedGrams(words, word, scratch);
  }
  return Math.min(1, shared / (Math.sqrt(count * queryGrams) || 1));
}
