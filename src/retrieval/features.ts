import { stem } from '../language/index.ts';
import { hash32 } from './random.ts';

/**
 * What the classifier sees of a text: stems in both languages, pairs of neighbouring words, beginnings of words,
 * character 3- and 4-grams, concepts. Each is hashed into one of a fixed number of buckets (the hashing trick,
 * Weinberger et al. 2009). Parallel arrays; a bucket occurs once.
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

export function featuresOf(words: readonly string[], concepts: readonly string[]): Features {
  const values = new Map<number, number>();
  const add = (names: readonly string[], weight: number) => {
    const value = weight / Math.sqrt(Math.max(1, names.length));
    for (const name of names) {
      const bucket = hash32(name) % BUCKETS;
      values.set(bucket, (values.get(bucket) ?? 0) + value);
    }
  };
  add(stemNames(words), STEMS);
  add(pairNames(words), PAIRS);
  add(
    words.filter(word => word.length > 4).map(word => `p${word.slice(0, 4)}`),
    BEGINNINGS,
  );
  add(gramNames(words), GRAMS);
  add(
    concepts.map(concept => `c${concept}`),
    CONCEPTS,
  );
  return { buckets: Uint32Array.from(values.keys()), values: Float32Array.from(values.values()) };
}

function stemNames(words: readonly string[]): string[] {
  const names = new Set<string>();
  for (const word of words) {
    names.add(`s${stem(word, 'es')}`);
    names.add(`s${stem(word, 'en')}`);
  }
  return [...names];
}

function pairNames(words: readonly string[]): string[] {
  const names = [`b^${words[0]?.slice(0, 5)}`, `b${words.at(-1)?.slice(0, 5)}$`];
  for (let i = 1; i < words.length; i++) names.push(`b${words[i - 1]!.slice(0, 5)} ${words[i]!.slice(0, 5)}`);
  return names;
}

function gramNames(words: readonly string[]): string[] {
  const names = new Set<string>();
  for (const word of words) {
    const padded = ` ${word.slice(0, 30)} `;
    for (let i = 0; i + 3 <= padded.length; i++) {
      names.add(`g${padded.slice(i, i + 3)}`);
      if (i + 4 <= padded.length) names.add(`g${padded.slice(i, i + 4)}`);
    }
  }
  return [...names];
}
