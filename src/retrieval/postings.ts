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

/** `rows`: the terms of each row, with repetitions. */
export function buildPostings(rows: readonly Uint32Array[], termCount: number): Postings {
  const average = rows.reduce((sum, terms) => sum + terms.length, 0) / Math.max(1, rows.length);
  const counts = rows.map(countTerms);
  const starts = new Uint32Array(termCount + 1);
  for (const row of counts) for (const term of row.keys()) starts[term + 1]!++;
  for (let term = 0; term < termCount; term++) starts[term + 1]! += starts[term]!;
  const next = starts.slice(0, termCount);
  const rowIds = new Uint32Array(starts[termCount]!);
  const impacts = new Uint8Array(rowIds.length);
  counts.forEach((row, r) => {
    const norm = K1 * (1 - B + (B * rows[r]!.length) / average);
    for (const [term, tf] of row) {
      const at = next[term]!++;
      rowIds[at] = r;
      impacts[at] = Math.round((255 * tf) / (tf + norm));
    }
  });
  return { starts, rows: rowIds, impacts };
}

function countTerms(terms: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
