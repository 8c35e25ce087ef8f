import { HASH_START, hashLetter } from './hash.ts';
import { GRAM_BUCKETS, type Scratch } from './scratch.ts';
import type { WordList } from './word-list.ts';

/** Letters of a word that count, and the space around it. */
const LETTERS = 40;
const SPACE = 0x20;

/** Character 3- and 4-grams of a word of so many letters, with its edges. */
export function gramCount(length: number): number {
  const letters = Math.min(length, LETTERS);
  return letters === 0 ? 0 : 2 * letters - 1;
}

/** Marks the grams of a query's words with the number of the search; gives how many different ones there are. */
export function markGrams(words: readonly string[], { queryGrams, stamp }: Scratch): number {
  let count = 0;
  const mark = (hash: number) => {
    const bucket = hash & (GRAM_BUCKETS - 1);
    if (queryGrams[bucket] !== stamp) count++;
    queryGrams[bucket] = stamp;
  };
  for (const word of words) {
    const length = Math.min(word.length, LETTERS);
    const letter = (i: number) => (i < 0 || i >= length ? SPACE : word.charCodeAt(i));
    for (let i = -1; i + 2 <= length; i++) {
      const three = hashLetter(hashLetter(hashLetter(HASH_START, letter(i)), letter(i + 1)), letter(i + 2));
      mark(three);
      if (i + 3 <= length) mark(hashLetter(three, letter(i + 3)));
    }
  }
  return count;
}

/** How many grams of a known word the query has. Counted once a search. */
export function sharedGrams(words: WordList, word: number, scratch: Scratch): number {
  const { stamp, queryGrams, gramsCountedFor } = scratch;
  if (gramsCountedFor[word] === stamp) return scratch.sharedGrams[word]!;
  const { bytes, starts } = words;
  const from = starts[word]!;
  const length = Math.min(starts[word + 1]! - from, LETTERS);
  let shared = 0;
  let [before, last] = [SPACE, bytes[from]!];
  // The gram of three letters that begins with the one before last, and of four that begins one earlier.
  let earlier = 0;
  for (let i = 1; i <= length; i++) {
    const letter = i < length ? bytes[from + i]! : SPACE;
    if (i > 1 && queryGrams[hashLetter(earlier, letter) & (GRAM_BUCKETS - 1)] === stamp) shared++;
    earlier = hashLetter(hashLetter(hashLetter(HASH_START, before), last), letter);
    if (queryGrams[earlier & (GRAM_BUCKETS - 1)] === stamp) shared++;
    before = last;
    last = letter;
  }
  gramsCountedFor[word] = stamp;
  scratch.sharedGrams[word] = shared;
  return shared;
}
