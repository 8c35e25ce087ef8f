import type { Features } from './features.ts';
import { randomFrom } from './random.ts';

/**
 * A linear softmax over hashed features: one weight for each bucket and class. Trained ahead by stochastic
 * gradient descent with AdaGrad's step sizes; its weights are rounded to 4 bits.
 *
 * Two questions are decided at once, each by a softmax of its own over neighbouring classes (a *head*): which id
 * a text is about, and of which kind it is.
 */
export interface Classifier {
  /** How many classes each head has, in order; 0 for a head that is not used. */
  heads: readonly number[];
  /** The buckets that have weights, ascending; every other feature says nothing. */
  kept: Uint32Array;
  /** What a rounded weight of 1 is worth. */
  scale: number;
  /** −7 … 7 for the class c of the k-th kept bucket at k * classes + c. */
  weights: Int8Array;
}

export interface Example {
  features: Features;
  /** Its class in each head, counted within the head; −1 where it says nothing about that head. */
  labels: readonly number[];
  /** How much it counts in each head. */
  weights: readonly number[];
}

const EPOCHS = 8;
const STEP = 0.15;
/** Pull towards zero of every weight that is used, at each use. Keeps the weights few and small. */
const DECAY = 3e-4;
/** A class that is as good as right already is not corrected further: most of the work saved. */
const SMALL_ERROR = 0.002;
/** The largest weights are cut to this many steps of the rounding, so that the many small ones keep their digits. */
const LEVELS = 7;
/** A bucket is kept when a weight of it rounds to at least this. */
const TELLING = 2;

/** `examples`: their features' buckets are places in `kept` (see {@link placesIn}). */
export function trainClassifier(
  examples: readonly Example[],
  heads: readonly number[],
  kept: Uint32Array,
  seed: number,
): Classifier {
  const classes = heads.reduce((sum, size) => sum + size, 0);
  const weights = new Float32Array(kept.length * classes);
  const squares = new Float32Array(kept.length * classes).fill(1e-3);
  const random = randomFrom(seed);
  const order = Uint32Array.from(examples.keys());
  const model = { weights, squares, logits: new Float32Array(classes), classes };
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      let from = 0;
      heads.forEach((size, head) => {
        const { features, labels, weights: counts } = examples[at]!;
        if (labels[head]! >= 0)
          learn(model, features, from, from + size, from + labels[head]!, counts[head]!);
        from += size;
      });
    }
  }
  return quantised(weights, heads, kept);
}

interface Model {
  weights: Float32Array;
  /** Sums of squared gradients, AdaGrad's memory. */
  squares: Float32Array;
  logits: Float32Array;
  classes: number;
}

/** One step down the gradient of the cross-entropy of classes [from, to), of which `label` is right. */
function learn(
  { weights, squares, logits, classes }: Model,
  { buckets, values }: Features,
  from: number,
  to: number,
  label: number,
  count: number,
): void {
  logits.fill(0, from, to);
  for (let f = 0; f < buckets.length; f++) {
    const base = buckets[f]! * classes;
    const value = values[f]!;
    for (let c = from; c < to; c++) logits[c]! += value * weights[base + c]!;
  }
  softmaxInPlace(logits, from, to);
  logits[label]! -= 1;
  for (let c = from; c < to; c++) {
    const error = logits[c]! * count;
    if (Math.abs(error) < SMALL_ERROR) continue;
    for (let f = 0; f < buckets.length; f++) {
      const at = buckets[f]! * classes + c;
      const gradient = values[f]! * error + DECAY * weights[at]!;
      squares[at]! += gradient * gradient;
      weights[at]! -= (STEP * gradient) / Math.sqrt(squares[at]!);
    }
  }
}

/** The features that are kept, their buckets as places in `kept`; `place` holds −1 for a bucket that is not. */
export function placesIn(place: Int32Array, { buckets, values }: Features): Features {
  const known: number[] = [];
  for (let f = 0; f < buckets.length; f++) if (place[buckets[f]!]! >= 0) known.push(f);
  return {
    buckets: Uint32Array.from(known, f => place[buckets[f]!]!),
    values: Float32Array.from(known, f => values[f]!),
  };
}

/** For each of `bucketCount` buckets its place in `kept`, or −1. */
export function placeTable(kept: Uint32Array, bucketCount: number): Int32Array {
  const place = new Int32Array(bucketCount).fill(-1);
  kept.forEach((bucket, k) => {
    place[bucket] = k;
  });
  return place;
}

/** Probability of each class; those of a head sum to 1. The features' buckets are places in `kept`. */
export function classify(classifier: Classifier, { buckets, values }: Features): Float32Array {
  const { heads, weights, scale } = classifier;
  const classes = heads.reduce((sum, size) => sum + size, 0);
  const logits = new Float32Array(classes);
  for (let f = 0; f < buckets.length; f++) {
    const base = buckets[f]! * classes;
    const value = values[f]! * scale;
    for (let c = 0; c < classes; c++) logits[c]! += value * weights[base + c]!;
  }
  let from = 0;
  for (const size of heads) {
    softmaxInPlace(logits, from, from + size);
    from += size;
  }
  return logits;
}

function softmaxInPlace(logits: Float32Array, from: number, to: number): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (let c = from; c < to; c++) if (logits[c]! > highest) highest = logits[c]!;
  let sum = 0;
  for (let c = from; c < to; c++) {
    logits[c] = Math.exp(logits[c]! - highest);
    sum += logits[c]!;
  }
  for (let c = from; c < to; c++) logits[c]! /= sum;
}

/**
 * Rounds to 15 levels; the few weights beyond the 99.9th percentile are cut to it. Buckets whose weights all round
 * to next to nothing are dropped.
 */
function quantised(weights: Float32Array, heads: readonly number[], kept: Uint32Array): Classifier {
  const classes = heads.reduce((sum, size) => sum + size, 0);
  const sizes = weights
    .map(Math.abs)
    .filter(size => size > 0)
    .sort();
  const highest = sizes[Math.floor(sizes.length * 0.999)] ?? 1;
  const scale = highest / LEVELS || 1;
  const round = (w: number) => Math.max(-LEVELS, Math.min(LEVELS, Math.round(w / scale)));
  const telling = [...kept.keys()].filter(k => {
    for (let at = k * classes; at < (k + 1) * classes; at++)
      if (Math.abs(round(weights[at]!)) >= TELLING) return true;
    return false;
  });
  const rounded = new Int8Array(telling.length * classes);
  telling.forEach((k, i) => {
    for (let c = 0; c < classes; c++) rounded[i * classes + c] = round(weights[k * classes + c]!);
  });
  return { heads, kept: Uint32Array.from(telling, k => kept[k]!), scale, weights: rounded };
}

/** Two weights a byte. */
export function packNibbles(weights: Int8Array): Uint8Array {
  const packed = new Uint8Array((weights.length + 1) >> 1);
  weights.forEach((weight, i) => {
    packed[i >> 1]! |= (weight & 15) << (i & 1 ? 4 : 0);
  });
  return packed;
}

export function unpackNibbles(packed: Uint8Array, length: number): Int8Array {
  const weights = new Int8Array(packed.length * 2);
  for (let i = 0; i < packed.length; i++) {
    const byte = packed[i]!;
    weights[2 * i] = (byte << 28) >> 28; // the sign of four bits, spread over all
    weights[2 * i + 1] = (byte << 24) >> 28;
  }
  return weights.subarray(0, length);
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
