import { bytesABucket, type Classifier, softmaxInPlace } from './classifier.ts';
import { BUCKETS, type Features } from './features.ts';
import { randomFrom } from './random.ts';

/**
 * Trains the classifier by stochastic gradient descent with AdaGrad's step sizes, and rounds its weights to 15 levels.
 * Buckets whose weights all come to next to nothing are left out.
 */
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
const PERCENTILE = 0.999;
/** A bucket is kept when a weight of it rounds to at least this. */
const TELLING = 2;
/** A feature is learned when at least this many lines have it: what occurs once says nothing about other texts. */
const LEAST_LINES = 3;

/** Buckets that enough of the given lines have, ascending. */
export function frequentBuckets(lines: readonly Features[]): number[] {
  const counts = new Uint32Array(BUCKETS);
  for (const { buckets } of lines) for (const bucket of new Set(buckets)) counts[bucket]!++;
  return [...counts.keys()].filter(bucket => counts[bucket]! >= LEAST_LINES);
}

/** `kept`: the buckets that are learned, ascending. The same for the same examples and seed. */
export function trainClassifier(
  examples: readonly Example[],
  heads: readonly number[],
  kept: readonly number[],
  seed: number,
): Classifier {
  const classes = heads.reduce((sum, size) => sum + size, 0);
  const place = new Int32Array(BUCKETS).fill(-1);
  kept.forEach((bucket, k) => {
    place[bucket] = k;
  });
  const known = examples.map(({ features }) => placed(place, features));
  const model: Model = {
    weights: new Float32Array(kept.length * classes),
    squares: new Float32Array(kept.length * classes).fill(1e-3),
    logits: new Float32Array(classes),
    classes,
  };
  const random = randomFrom(seed);
  const order = Uint32Array.from(examples.keys());
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const { labels, weights: counts } = examples[at]!;
      let from = 0;
      heads.forEach((size, head) => {
        if (labels[head]! >= 0)
          learn(model, known[at]!, from, from + size, from + labels[head]!, counts[head]!);
        from += size;
      });
    }
  }
  return rounded(model.weights, heads, kept);
}

interface Model {
  weights: Float32Array;
  /** Sums of squared gradients, AdaGrad's memory. */
  squares: Float32Array;
  logits: Float32Array;
  classes: number;
}

/** The features that are learned, as places in the matrix of weights. */
function placed(place: Int32Array, { buckets, values }: Features): Features {
  const known = [...buckets.keys()].filter(f => place[buckets[f]!]! >= 0);
  return {
    buckets: Uint32Array.from(known, f => place[buckets[f]!]!),
    values: Float32Array.from(known, f => values[f]!),
  };
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

function rounded(weights: Float32Array, heads: readonly number[], kept: readonly number[]): Classifier {
  const classes = heads.reduce((sum, size) => sum + size, 0);
  const sizes = weights
    .map(Math.abs)
    .filter(size => size > 0)
    .sort();
  const scale = (sizes[Math.floor(sizes.length * PERCENTILE)] ?? 1) / LEVELS || 1;
  const round = (w: number) => Math.max(-LEVELS, Math.min(LEVELS, Math.round(w / scale)));
  const telling = [...kept.keys()].filter(k =>
    weights.subarray(k * classes, (k + 1) * classes).some(weight => Math.abs(round(weight)) >= TELLING),
  );
  const size = bytesABucket(heads);
  const packed = new Uint8Array(telling.length * size);
  telling.forEach((k, place) => {
    for (let c = 0; c < classes; c++)
      packed[place * size + (c >> 1)]! |= (round(weights[k * classes + c]!) & 15) << (c & 1 ? 4 : 0);
  });
  return { heads, scale, buckets: Uint32Array.from(telling, k => kept[k]!), weights: packed };
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
