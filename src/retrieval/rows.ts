import type { Parts } from './parts.ts';
import type { Reading } from './reading.ts';
import { gramsOf } from './grams.ts';
import { LANGUAGES } from '../language/index.ts';
import { NONE } from './vocabulary.ts';

export interface RowMatch {
  row: number;
  /** 0 to 1: cosine of terms and character grams. */
  likeness: number;
  /** Share of the query's weight that the row holds, 0 to 1. */
  coverage: number;
}

/** How many of the best rows are looked at closely. */
const CLOSE_LOOK = 64;
/** Once this many rows are found, terms held by more than `COMMON` rows only count in the close look. */
const ENOUGH_ROWS = 256;
const COMMON = 4096;
/** Terms against grams in the likeness. */
const GRAM_SHARE = 0.35;
/** A long text that holds all of a short question is as good as this, whatever else it holds. */
const HELD_WEIGHT = 0.6;

/** The rows most like the query, best first. Time grows with the postings of the query's rarer terms only. */
export function bestRows(parts: Parts, reading: Reading): RowMatch[] {
  const terms = [...reading.terms].sort((a, b) => parts.termWeights[b[0]]! - parts.termWeights[a[0]]!);
  const scores = accumulate(parts, terms);
  return closeLook(parts, reading, terms, highest(scores, CLOSE_LOOK));
}

/** BM25 over the postings, rarest terms first. */
function accumulate(parts: Parts, terms: readonly (readonly [number, number])[]): Map<number, number> {
  const { starts, rows, impacts } = parts.postings;
  const scores = new Map<number, number>();
  for (const [term, queryWeight] of terms) {
    const [from, to] = [starts[term]!, starts[term + 1]!];
    if (to - from > COMMON && scores.size >= ENOUGH_ROWS) continue;
    const weight = parts.termWeights[term]! * queryWeight;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      scores.set(row, (scores.get(row) ?? 0) + weight * impacts[i]!);
    }
  }
  return scores;
}

function highest(scores: ReadonlyMap<number, number>, count: number): number[] {
  const all = [...scores];
  if (all.length > count) {
    const values = Float64Array.from(scores.values()).sort();
    const least = values[values.length - count]!;
    return all.filter(([, score]) => score >= least).slice(0, 2 * count).map(([row]) => row);
  }
  return all.map(([row]) => row);
}

function closeLook(
  parts: Parts,
  reading: Reading,
  terms: readonly (readonly [number, number])[],
  rows: readonly number[],
): RowMatch[] {
  let queryNorm = 0;
  let queryMass = 0;
  for (const [term, weight] of terms) {
    queryNorm += (parts.termWeights[term]! * weight) ** 2;
    queryMass += parts.termWeights[term]! * weight;
  }
  queryNorm = Math.sqrt(queryNorm);
  const queryGrams = new Set<number>();
  for (const word of reading.words) for (const gram of gramsOf(word)) queryGrams.add(gram);
  const unknownShare =
    reading.explained.filter(word => word.how === 'unknown').length / Math.max(1, reading.explained.length);
  return rows
    .map(row => {
      let dot = 0;
      let held = 0;
      for (const term of termSet(parts, row)) {
        const weight = reading.terms.get(term);
        if (weight === undefined) continue;
        dot += weight * parts.termWeights[term]! ** 2;
        held += weight * parts.termWeights[term]!;
      }
      const cosine = dot / (queryNorm * parts.rowNorms[row]! || 1);
      const coverage = (held / (queryMass || 1)) * (1 - unknownShare);
      const close = (1 - GRAM_SHARE) * cosine + GRAM_SHARE * gramCosine(parts, row, queryGrams);
      return { row, likeness: Math.min(1, Math.max(close, HELD_WEIGHT * coverage)), coverage };
    })
    .sort((a, b) => b.likeness - a.likeness || a.row - b.row);
}

function termSet(parts: Parts, row: number): Set<number> {
  const termOf = parts.termOf[LANGUAGES[parts.rowLangs[row]!]!];
  const terms = new Set<number>();
  for (let i = parts.rowWordStarts[row]!; i < parts.rowWordStarts[row + 1]!; i++) {
    const term = termOf[parts.rowWords[i]!]!;
    if (term !== NONE) terms.add(term);
  }
  for (let i = parts.rowConceptStarts[row]!; i < parts.rowConceptStarts[row + 1]!; i++) terms.add(parts.rowConcepts[i]!);
  return terms;
}

function gramCosine(parts: Parts, row: number, queryGrams: ReadonlySet<number>): number {
  let shared = 0;
  let count = 0;
  for (let i = parts.rowWordStarts[row]!; i < parts.rowWordStarts[row + 1]!; i++) {
    const grams = parts.wordGrams(parts.rowWords[i]!);
    count += grams.length;
    for (const gram of grams) if (queryGrams.has(gram)) shared++;
  }
  return Math.min(1, shared / (Math.sqrt(count * queryGrams.size) || 1));
}
