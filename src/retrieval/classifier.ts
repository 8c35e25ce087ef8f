import type { Features } from './features.ts';
import { randomFrom } from './random.ts';

/**
 * A linear softmax over hashed features: one weight for each bucket and class. Trained ahead by stochastic
 * gradient descent with AdaGrad's step sizes; its weights are rounded to 4 bits.
 */
export interface Classifier {
  classes: number;
  buckets: number;
  /** What a rounded weight of 1 is worth. */
  scale: number;
  /** −7 … 7 for bucket b and class c at b * classes + c. */
  weights: Int8Array;
}

export interface Example {
  features: Features;
  /** Which class it is an example of. */
  label: number;
  /** How much it counts. */
  weight: number;
}

const EPOCHS = 8;
const STEP = 0.35;
/** Pull towards zero of every weight that is used, at each use. Keeps the weights few and small. */
const DECAY = 3e-4;
/** A class that is as good as right already is not corrected further: most of the work saved. */
const SMALL_ERROR = 0.003;
/** The largest weights are cut to this share of the largest, so that the many small ones keep their digits. */
const LEVELS = 7;

export function trainClassifier(
  examples: readonly Example[],
  classes: number,
  buckets: number,
  seed: number,
): Classifier {
  const weights = new Float32Array(buckets * classes);
  const squares = new Float32Array(buckets * classes).fill(1e-3);
  const random = randomFrom(seed);
  const order = Uint32Array.from(examples.keys());
  const logits = new Float32Array(classes);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const at of order) step(examples[at]!, weights, squares, logits, classes);
  }
  return quantised(weights, classes, buckets);
}

function step(
  { features: { buckets, values }, label, weight }: Example,
  weights: Float32Array,
  squares: Float32Array,
  logits: Float32Array,
  classes: number,
): void {
  logits.fill(0);
  for (let f = 0; f < buckets.length; f++) {
    const base = buckets[f]! * classes;
    const value = values[f]!;
    for (let c = 0; c < classes; c++) logits[c]! += value * weights[base + c]!;
  }
  softmaxInPlace(logits);
  logits[label]! -= 1;
  for (let c = 0; c < classes; c++) {
    const error = logits[c]! * weight;
    if (Math.abs(error) < SMALL_ERROR) continue;
    for (let f = 0; f < buckets.length; f++) {
      const at = buckets[f]! * classes + c;
      const gradient = values[f]! * error + DECAY * weights[at]!;
      squares[at]! += gradient * gradient;
      weights[at]! -= (STEP * gradient) / Math.sqrt(squares[at]!);
    }
  }
}

/** Probability of each class. */
export function classify(classifier: Classifier, { buckets, values }: Features): Float32Array {
  const { classes, weights, scale } = classifier;
  const logits = new Float32Array(classes);
  for (let f = 0; f < buckets.length; f++) {
    const base = buckets[f]! * classes;
    const value = values[f]! * scale;
    for (let c = 0; c < classes; c++) logits[c]! += value * weights[base + c]!;
  }
  softmaxInPlace(logits);
  return logits;
}

function softmaxInPlace(logits: Float32Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > highest) highest = logit;
  let sum = 0;
  for (let c = 0; c < logits.length; c++) {
    logits[c] = Math.exp(logits[c]! - highest);
    sum += logits[c]!;
  }
  for (let c = 0; c < logits.length; c++) logits[c]! /= sum;
}

/** Rounds to 15 levels; the few weights beyond the 99.9th percentile are cut to it. */
function quantised(weights: Float32Array, classes: number, buckets: number): Classifier {
  const sizes = weights.map(Math.abs).filter(size => size > 0).sort();
  const highest = sizes[Math.floor(sizes.length * 0.999)] ?? 1;
  const scale = highest / LEVELS || 1;
  const rounded = Int8Array.from(weights, w => Math.max(-LEVELS, Math.min(LEVELS, Math.round(w / scale))));
  return { classes, buckets, scale, weights: rounded };
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
  const weights = new Int8Array(length);
  for (let i = 0; i < length; i++) {
    const nibble = (packed[i >> 1]! >> (i & 1 ? 4 : 0)) & 15;
    weights[i] = nibble > 7 ? nibble - 16 : nibble;
  }
  return weights;
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
