import { NONE } from './hash.ts';
import type { Terms } from './vocabulary.ts';

/** The rows of a knowledge base: each a title, a text or a question, as the words that it consists of. */
export interface Rows {
  /** For each row the number of its id, and of its language. */
  ids: Uint32Array;
  langs: Uint8Array;
  /** The words of row i: `words[starts[i]]` up to `words[starts[i + 1]]`; and the concepts that they name. */
  starts: Uint32Array;
  words: Uint32Array;
  conceptStarts: Uint32Array;
  concepts: Uint32Array;
}

/**
 * The inverted index: for each term the rows that hold it, in compressed sparse rows of typed arrays, short rows
 * first: whoever reads only the beginning of a long list has read what weighs most.
 */
export interface Postings {
  /** Where the rows of term t begin in `rows`; one longer than there are terms. */
  starts: Uint32Array;
  rows: Uint32Array;
  /** BM25's term-frequency part of each posting, 0 to 1, times 255. */
  impacts: Uint8Array;
}

/** Robertson's k1 (how soon repetition stops counting) and b (how much length counts). */
const K1 = 1.2;
const B = 0.4;

export function buildPostings(rows: Rows, terms: Terms): Postings {
  const termCount = terms.weights.length;
  const starts = new Uint32Array(termCount + 1);
  const order = shortestFirst(rows);
  const visit = termVisitor(rows, terms);
  for (const row of order)
    visit(row, term => {
      starts[term + 1]!++;
    });
  for (let term = 0; term < termCount; term++) starts[term + 1]! += starts[term]!;
  const next = starts.slice(0, termCount);
  const holders = new Uint32Array(starts[termCount]!);
  const impacts = new Uint8Array(holders.length);
  const average = (rows.words.length + rows.concepts.length) / Math.max(1, rows.ids.length);
  for (const row of order) {
    const norm = K1 * (1 - B + (B * lengthOf(rows, row)) / average);
    visit(row, (term, frequency) => {
      const at = next[term]!++;
      holders[at] = row;
      impacts[at] = Math.round((255 * frequency) / (frequency + norm));
    });
  }
  return { starts, rows: holders, impacts };
}

/** Length of each row as a vector of the weights of its terms, each once. */
export function normsOf(rows: Rows, terms: Terms): Float32Array {
  const visit = termVisitor(rows, terms);
  return Float32Array.from(rows.ids, (_, row) => {
    let sum = 0;
    visit(row, term => {
      sum += terms.weights[term]! ** 2;
    });
    return Math.sqrt(sum);
  });
}

function lengthOf({ starts, conceptStarts }: Rows, row: number): number {
  return starts[row + 1]! - starts[row]! + conceptStarts[row + 1]! - conceptStarts[row]!;
}

/** Visits each term of a row once, with how often the row holds it. */
function termVisitor(
  rows: Rows,
  terms: Terms,
): (row: number, visit: (term: number, frequency: number) => void) => void {
  const counts = new Uint16Array(terms.weights.length);
  return (row, visit) => {
    const termOf = terms.termOf[rows.langs[row]!]!;
    const held: number[] = [];
    const count = (term: number) => {
      if (term === NONE) return;
      if (counts[term]!++ === 0) held.push(term);
    };
    for (let i = rows.starts[row]!; i < rows.starts[row + 1]!; i++) count(termOf[rows.words[i]!]!);
    for (let i = rows.conceptStarts[row]!; i < rows.conceptStarts[row + 1]!; i++)
      count(terms.firstConcept + rows.concepts[i]!);
    for (const term of held) {
      visit(term, counts[term]!);
      counts[term] = 0;
    }
  };
}

/** The rows in the order of their lengths, those of the same length as they stand. */
function shortestFirst(rows: Rows): Uint32Array {
  const lengths = Uint32Array.from(rows.ids, (_, row) => lengthOf(rows, row));
  const starts = new Uint32Array(lengths.reduce((most, length) => Math.max(most, length), 0) + 2);
  for (const length of lengths) starts[length + 1]!++;
  for (let length = 1; length < starts.length; length++) starts[length]! += starts[length - 1]!;
  const order = new Uint32Array(lengths.length);
  lengths.forEach((length, row) => {
    order[starts[length]!++] = row;
  });
  return order;
}
