import { stem } from '../language/index.ts';
import { CONCEPT_MARK } from './concepts.ts';
import { HASH_START, hashLetter } from './hash.ts';

/**
 * What the classifier sees of a text: stems in both languages, pairs of neighbouring words, beginnings of words,
 * character 3-grams, concepts. Each is hashed into one of a fixed number of buckets (the hashing trick,
 * Weinberger et al. 2009). Parallel arrays; a bucket may occur more than once, its values then add up.
 */
export interface Features {
  buckets: Uint32Array;
  values: Float32Array;
}

/** How much each kind of feature counts as a whole. */
const STEMS = 1;
const PAIRS = 0.8;
const BEGINNINGS = 0.7;
const GRAMS = 0.8;
const CONCEPTS = 0.8;

/** How many buckets features are hashed into: enough that few share one. */
export const BUCKETS = 65_536;

/** Letters of a word that a beginning and a member of a pair have, and that grams are made of. */
const BEGINNING = 4;
const PAIR_PART = 5;
const GRAM_PART = 30;
const SPACE = 0x20;

/** `concepts`: the names of the concepts that the words name. */
export function featuresOf(words: readonly string[], concepts: readonly string[]): Features {
  const buckets: number[] = [];
  const values: number[] = [];
  const add = (hashes: readonly number[], weight: number) => {
    const value = weight / Math.sqrt(Math.max(1, hashes.length));
    for (const hash of hashes) {
      buckets.push((hash >>> 0) % BUCKETS);
      values.push(value);
    }
  };
  add(stemHashes(words), STEMS);
  add(pairHashes(words), PAIRS);
  add(
    words
      .filter(word => word.length > BEGINNING)
      .map(word => hashed(word, 0, BEGINNING, hashLetter(HASH_START, 0x70))), // p…
    BEGINNINGS,
  );
  add(gramHashes(words), GRAMS);
  add(
    concepts.map(concept => hashed(`c${CONCEPT_MARK}${concept}`)),
    CONCEPTS,
  );
  return { buckets: Uint32Array.from(buckets), values: Float32Array.from(values) };
}

/** The hash of a part of a text, going on from another. */
function hashed(text: string, from = 0, to = text.length, start: number = HASH_START): number {
  let hash = start;
  for (let i = from; i < to; i++) hash = hashLetter(hash, text.charCodeAt(i));
  return hash;
}

function stemHashes(words: readonly string[]): number[] {
  const start = hashLetter(HASH_START, 0x73); // s…
  const hashes = new Set<number>();
  for (const word of words) {
    const [spanish, english] = [stem(word, 'es'), stem(word, 'en')];
    hashes.add(hashed(spanish, 0, spanish.length, start));
    hashes.add(hashed(english, 0, english.length, start));
  }
  return [...hashes];
}

/** Beginnings of neighbouring words; `^` stands before the first and `$` after the last. */
function pairHashes(words: readonly string[]): number[] {
  const start = hashLetter(HASH_START, 0x62); // b…
  const [first, last] = [words[0] ?? '', words.at(-1) ?? ''];
  const part = (word: string, from: number) => hashed(word, 0, Math.min(PAIR_PART, word.length), from);
  const hashes = [part(first, hashLetter(start, 0x5e)), hashLetter(part(last, start), 0x24)];
  for (let i = 1; i < words.length; i++)
    hashes.push(part(words[i]!, hashLetter(part(words[i - 1]!, start), SPACE)));
  return hashes;
}

function gramHashes(words: readonly string[]): number[] {
  const start = hashLetter(HASH_START, 0x67); // g…
  const hashes = new Set<number>();
  for (const word of words) {
    const length = Math.min(word.length, GRAM_PART);
    const letter = (i: number) => (i < 0 || i >= length ? SPACE : word.charCodeAt(i));
    for (let i = -1; i + 2 <= length; i++) {
      hashes.add(hashLetter(hashLetter(hashLetter(start, letter(i)), letter(i + 1)), letter(i + 2)));
    }
  }
  return [...hashes];
}
