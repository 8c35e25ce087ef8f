import { BUCKETS, type Features } from './features.ts';

/**
 * A linear softmax over hashed features, trained ahead (`training.ts`), its weights rounded to four bits.
 *
 * Two questions are decided at once, each by a softmax of its own over neighbouring classes (a *head*): which id
 * a text is about, and of which kind it is.
 */
export interface Classifier {
  /** How many classes each head has, in order; 0 for a head that is not used. */
  heads: readonly number[];
  /** What a rounded weight of 1 is worth. */
  scale: number;
  /** The buckets that have weights, ascending; every other feature says nothing. */
  buckets: Uint32Array;
  /** −7 … 7 for each class, two a byte, the first in the low half; the k-th bucket's at k * {@link bytesABucket}. */
  weights: Uint8Array;
}

/** How many bytes the weights of a bucket take. */
export function bytesABucket(heads: readonly number[]): number {
  return (heads.reduce((sum, size) => sum + size, 0) + 1) >> 1;
}

/** For each bucket its place among those that have weights and 1, or 0. */
export function placesOf({ buckets }: Pick<Classifier, 'buckets'>): Uint32Array {
  const places = new Uint32Array(BUCKETS);
  for (let k = 0; k < buckets.length; k++) places[buckets[k]!] = k + 1;
  return places;
}

/** Probability of each class; those of a head sum to 1. `places`: see {@link placesOf}. */
export function classify(classifier: Classifier, places: Uint32Array, features: Features): Float32Array {
  const { heads, weights, scale } = classifier;
  const { buckets, values } = features;
  const size = bytesABucket(heads);
  const logits = new Float32Array(2 * size);
  const sums = new Int32Array(2 * size);
  for (let f = 0; f < buckets.length; f++) {
    const place = places[buckets[f]!]!;
    if (place > 0) {
      const base = (place - 1) * size;
      for (let i = 0; i < size; i++) {
        const byte = weights[base + i]!;
        // The sign of four bits, spread over all.
        sums[2 * i]! += (byte << 28) >> 28;
        sums[2 * i + 1]! += (byte << 24) >> 28;
      }
    }
    // Features of one kind have one value and stand together: their weights are summed up as whole numbers.
    if (values[f] === values[f + 1]) continue;
    const value = values[f]! * scale;
    for (let c = 0; c < sums.length; c++) logits[c]! += value * sums[c]!;
    sums.fill(0);
  }
  let from = 0;
  for (const size of heads) {
    softmaxInPlace(logits, from, from + size);
    from += size;
  }
  return logits.subarray(0, from);
}

export function softmaxInPlace(logits: Float32Array, from: number, to: number): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (let c = from; c < to; c++) if (logits[c]! > highest) highest = logits[c]!;
  let sum = 0;
  for (let c = from; c < to; c++) {
    logits[c] = Math.exp(logits[c]! - highest);
    sum += logits[c]!;
  }
  for (let c = from; c < to; c++) logits[c]! /= sum;
}
