/**
 * The inverted index: for each term the rows that hold it, in compressed sparse rows of typed arrays, and for
 * each row its words (forward index), so that the few best rows can be looked at closely.
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

/** Lists of different lengths in one array: list i is `values[starts[i]]` up to `values[starts[i + 1]]`. */
export interface Ragged {
  starts: Uint32Array;
  values: Uint32Array;
}

/** `rows`: the terms of each row, with repetitions. */
export function buildPostings({ starts: rowStarts, values: terms }: Ragged, termCount: number): Postings {
  const rowCount = rowStarts.length - 1;
  const average = terms.length / Math.max(1, rowCount);
  const starts = new Uint32Array(termCount + 1);
  eachTerm(rowStarts, terms, termCount, term => {
    starts[term + 1]!++;
  });
  for (let term = 0; term < termCount; term++) starts[term + 1]! += starts[term]!;
  const next = starts.slice(0, termCount);
  const rowIds = new Uint32Array(starts[termCount]!);
  const impacts = new Uint8Array(rowIds.length);
  eachTerm(rowStarts, terms, termCount, (term, row, tf) => {
    const norm = K1 * (1 - B + (B * (rowStarts[row + 1]! - rowStarts[row]!)) / average);
    const at = next[term]!++;
    rowIds[at] = row;
    impacts[at] = Math.round((255 * tf) / (tf + norm));
  });
  return { starts, rows: rowIds, impacts };
}

/** Each term of each row once, with how often the row holds it. */
function eachTerm(
  starts: Uint32Array,
  terms: Uint32Array,
  termCount: number,
  visit: (term: number, row: number, tf: number) => void,
): void {
  const counts = new Uint16Array(termCount);
  for (let row = 0; row + 1 < starts.length; row++) {
    const [from, to] = [starts[row]!, starts[row + 1]!];
    for (let i = from; i < to; i++) counts[terms[i]!]!++;
    for (let i = from; i < to; i++) {
      const term = terms[i]!;
      if (counts[term] === 0) continue;
      visit(term, row, counts[term]!);
      counts[term] = 0;
    }
  }
}
