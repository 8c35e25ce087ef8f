import { BUCKETS, type Features } from './features.ts';
import { addVector, type VectorCodes } from './vector-codes.ts';

/**
 * A small neural network over hashed features, trained ahead (`training.ts`): one layer of hidden units. What a
 * feature adds to them is a vector that is made of a few codewords, one of each stage's (`vector-codes.ts`).
 *
 * Two questions are decided at once, each by a softmax of its own over neighbouring classes (a *head*): which id
 * a text is about, from the units as they are, and of which kind it is, from the units behind a leaky rectifier.
 */
export interface Classifier {
  /** How many classes each head has, in order; 0 for a head that is not used. */
  heads: readonly number[];
  /** For each stage, what a codeword's 1 is worth. */
  scales: readonly number[];
  /** What an output's weight of 1 is worth. */
  outputScale: number;
  /** The buckets that have a vector, ascending; every other feature says nothing. */
  buckets: Uint32Array;
  /** Stage by stage, the number of each bucket's codeword. */
  codes: Uint8Array;
  /** Stage by stage, the codewords: a number for each unit. */
  codewords: Int8Array;
  /** What each unit has without any feature. */
  biases: Float32Array;
  /** For each class a weight of every unit, and what the class has without any. */
  outputs: Int8Array;
}

/** What of a classifier is no array of numbers. */
export type ClassifierHead = Pick<Classifier, 'heads' | 'scales' | 'outputScale'>;

export function classifierHead({ heads, scales, outputScale }: Classifier): ClassifierHead {
  return { heads, scales, outputScale };
}

/** Hidden units. */
export const UNITS = 64;
/** The rectifier's slope below zero. */
export const LEAK = 0.2;

/** What is worked out from a classifier once, to use it. */
export interface Opened {
  /** For each bucket its place among those that have a vector and 1, or 0. */
  places: Uint32Array;
  vectors: VectorCodes;
}

export function opened({ scales, buckets, codes, codewords }: Classifier): Opened {
  const places = new Uint32Array(BUCKETS);
  buckets.forEach((bucket, k) => {
    places[bucket] = k + 1;
  });
  const each = codewords.length / scales.length;
  const inFull = Float32Array.from(codewords, (value, i) => value * scales[Math.floor(i / each)]!);
  return { places, vectors: { size: UNITS, codes, codewords: inFull } };
}

/** Probability of each class; those of a head sum to 1. */
export function classify(
  { heads, biases, outputs, outputScale }: Classifier,
  { places, vectors }: Opened,
  features: Features,
): Float32Array {
  const units = biases.slice();
  for (let f = 0; f < features.buckets.length; f++) {
    const place = places[features.buckets[f]!]!;
    if (place > 0) addVector(units, vectors, place - 1, features.values[f]!);
  }
  const logits = new Float32Array(heads.reduce((sum, size) => sum + size, 0));
  let from = 0;
  for (let head = 0; head < heads.length; head++) {
    if (head === 1) rectify(units);
    const to = from + heads[head]!;
    for (let c = from; c < to; c++) {
      const base = c * (UNITS + 1);
      let sum = outputs[base + UNITS]!;
      for (let u = 0; u < UNITS; u++) sum += outputs[base + u]! * units[u]!;
      logits[c] = sum * outputScale;
    }
    softmaxInPlace(logits, from, to);
    from = to;
  }
  return logits;
}

/** The leaky rectifier. */
export function rectify(units: Float32Array): void {
  for (let u = 0; u < units.length; u++) if (units[u]! < 0) units[u]! *= LEAK;
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
