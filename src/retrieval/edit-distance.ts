/**
 * Damerau-Levenshtein distance in its "optimal string alignment" form: letters put in, left out, replaced or
 * swapped with their neighbour. Stops early and gives `limit + 1` when it is more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  return distanceOfLetters(lettersOf(a), a.length, lettersOf(b), b.length, limit);
}

/** The same of words as letter codes; only the first `aLength` and `bLength` letters count. Allocates nothing. */
export function distanceOfLetters(
  a: ArrayLike<number>,
  aLength: number,
  b: ArrayLike<number>,
  bLength: number,
  limit: number,
): number {
  if (Math.abs(aLength - bLength) > limit) return limit + 1;
  // What both begin and end with costs nothing.
  let start = 0;
  while (start < aLength && start < bLength && a[start] === b[start]) start++;
  let [aEnd, bEnd] = [aLength, bLength];
  while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  const [rows, columns] = [aEnd - start, bEnd - start];
  if (rows === 0 || columns === 0) return Math.min(rows + columns, limit + 1);
  return between(a, b, start, rows, columns, limit);
}

/** Longer words than this need rows of their own. */
const LONGEST = 64;
const ROWS = [new Uint16Array(LONGEST), new Uint16Array(LONGEST), new Uint16Array(LONGEST)] as const;

function between(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  start: number,
  rows: number,
  columns: number,
  limit: number,
): number {
  let [beforeLast, last, row] =
    columns < LONGEST
      ? ROWS
      : ([0, 1, 2].map(() => new Uint16Array(columns + 1)) as [Uint16Array, Uint16Array, Uint16Array]);
  for (let j = 0; j <= columns; j++) last[j] = j;
  for (let i = 1; i <= rows; i++) {
    const letter = a[start + i - 1]!;
    row[0] = i;
    let best = i;
    for (let j = 1; j <= columns; j++) {
      const other = b[start + j - 1]!;
      let cost = last[j - 1]! + (letter === other ? 0 : 1);
      if (last[j]! + 1 < cost) cost = last[j]! + 1;
      if (row[j - 1]! + 1 < cost) cost = row[j - 1]! + 1;
      if (
        i > 1 &&
        j > 1 &&
        letter === b[start + j - 2] &&
        a[start + i - 2] === other &&
        beforeLast[j - 2]! + 1 < cost
      )
        cost = beforeLast[j - 2]! + 1;
      row[j] = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    const spare = beforeLast;
    beforeLast = last;
    last = row;
    row = spare;
  }
  return Math.min(last[columns]!, limit + 1);
}

function lettersOf(word: string): Uint16Array {
  const letters = new Uint16Array(word.length);
  for (let i = 0; i < word.length; i++) letters[i] = word.charCodeAt(i);
  return letters;
}
