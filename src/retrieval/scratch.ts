/**
 * Room for one search, used again by the next: as long as there are rows, words and terms. Everything that a
 * search writes it clears again, or marks with its own number, so that no search pays for all of them.
 */
export interface Scratch {
  /** Number of this search; what is marked with another one is of an earlier search. */
  stamp: number;
  rowScores: Float32Array;
  /** Rows with a score, in the order in which they were found. */
  touched: Uint32Array;
  /** Weight of each term in the query, 0 for those that it does not name. */
  queryWeights: Float32Array;
  /** By term: the row that last counted it, in this search or an earlier one. */
  countedFor: Uint32Array;
  rowStamp: number;
  /** By bucket of a gram: the search whose query has it. */
  queryGrams: Uint32Array;
  /** By word: the search that counted the grams which it shares with the query, and how many these are. */
  gramsCountedFor: Uint32Array;
  sharedGrams: Uint8Array;
  /** By word: the repair that last compared it. */
  comparedFor: Uint32Array;
  repairStamp: number;
}

/** How many buckets grams are hashed into. */
export const GRAM_BUCKETS = 0x10000;

export function newScratch(rows: number, words: number, terms: number): Scratch {
  return {
    stamp: 0,
    rowScores: new Float32Array(rows),
    touched: new Uint32Array(rows),
    queryWeights: new Float32Array(terms),
    countedFor: new Uint32Array(terms),
    rowStamp: 0,
    queryGrams: new Uint32Array(GRAM_BUCKETS),
    gramsCountedFor: new Uint32Array(words),
    sharedGrams: new Uint8Array(words),
    comparedFor: new Uint32Array(words),
    repairStamp: 0,
  };
}
