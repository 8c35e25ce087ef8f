import { type Classifier, UNITS } from './classifier.ts';
import { BUCKETS, type Features } from './features.ts';
import { type Lesson, learn, type Model, newModel } from './network.ts';
import { randomFrom } from './random.ts';
import { CODEWORDS, encode, newVectorCodes, STAGES } from './vector-codes.ts';

/**
 * Trains the classifier by stochastic gradient descent with AdaGrad's step sizes: first with a vector of its own for
 * each feature, then with vectors that are made of shared codewords. What the vectors would be is still learned behind
 * them (a straight-through estimator: Bengio et al. 2013) until the codes are given for good, and the codewords to the end.
 */
export interface Example extends Pick<Lesson, 'labels' | 'weights'> {
  /** What is seen of it: of several, one after the other in each epoch. */
  variants: readonly Features[];
}

/** Times that all examples are gone through, before the vectors are coded and after it. */
const EPOCHS = 4;
const CODED_EPOCHS = 4;
/** In the first coded epochs, codes are given anew: rounds of it in each. */
const ROUNDS = [5, 2, 2];
const STEP = 0.03;
/** Codewords are kept in steps of this much of their root mean square. */
const CODEWORD_ROUNDING = 0.3;
/** How many steps a number that is kept in a byte has at most, up or down. */
const MOST_STEPS = 127;
/** A feature is learned when at least this many lines have it: what occurs once says nothing about other texts. */
const LEAST_LINES = 3;

/** The buckets that are learned, and how many lines have each. */
export interface LearnedBuckets {
  /** Ascending. */
  buckets: Uint32Array;
  lines: Float32Array;
}

/** Buckets that enough of the given lines have. */
export function frequentBuckets(lines: readonly Features[]): LearnedBuckets {
  const counts = new Uint32Array(BUCKETS);
  for (const { buckets } of lines) for (const bucket of new Set(buckets)) counts[bucket]!++;
  const buckets = Uint32Array.from(counts.keys()).filter(bucket => counts[bucket]! >= LEAST_LINES);
  return { buckets, lines: Float32Array.from(buckets, bucket => counts[bucket]!) };
}

/** The same for the same examples and seed. */
export function trainClassifier(
  examples: readonly Example[],
  heads: readonly number[],
  { buckets, lines }: LearnedBuckets,
  seed: number,
): Classifier {
  const random = randomFrom(seed);
  const place = new Int32Array(BUCKETS).fill(-1);
  buckets.forEach((bucket, k) => {
    place[bucket] = k;
  });
  const known = examples.map(example => ({
    ...example,
    variants: example.variants.map(features => placed(place, features)),
  }));
  const model = newModel(heads, buckets.length, random);
  const order = Uint32Array.from(examples.keys());
  const epochs = EPOCHS + CODED_EPOCHS;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rounds = ROUNDS[epoch - EPOCHS];
    if (rounds) {
      model.coded ??= newVectorCodes(buckets.length, UNITS);
      encode(model.coded, model.vectors, lines, rounds, random);
    }
    shuffle(order, random);
    const step = STEP * (1 - epoch / (epochs + 1));
    for (const at of order) {
      const { variants, labels, weights } = known[at]!;
      learn(model, { features: variants[epoch % variants.length]!, labels, weights }, step, random);
    }
  }
  return packed(model, buckets);
}

/** The features that are learned, as places among the vectors. */
function placed(place: Int32Array, { buckets, values }: Features): Features {
  const known = [...buckets.keys()].filter(f => place[buckets[f]!]! >= 0);
  return {
    buckets: Uint32Array.from(known, f => place[buckets[f]!]!),
    values: Float32Array.from(known, f => values[f]!),
  };
}

function packed({ heads, coded, biases, outputs }: Model, buckets: Uint32Array): Classifier {
  const { codes, codewords } = coded!;
  const stages = Array.from({ length: STAGES }, (_, stage) =>
    codewords.subarray(stage * CODEWORDS * UNITS, (stage + 1) * CODEWORDS * UNITS),
  );
  const scales = stages.map(
    stage =>
      Math.max(
        CODEWORD_ROUNDING * Math.sqrt(stage.reduce((sum, value) => sum + value * value, 0) / stage.length),
        largest(stage) / MOST_STEPS,
      ) || 1,
  );
  const outputScale = largest(outputs.values) / MOST_STEPS || 1;
  return {
    heads,
    scales,
    outputScale,
    buckets,
    codes,
    codewords: Int8Array.from(stages.flatMap((stage, i) => [...inSteps(stage, scales[i]!)])),
    biases: biases.values,
    outputs: inSteps(outputs.values, outputScale),
  };
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function inSteps(values: Float32Array, step: number): Int8Array {
  return Int8Array.from(values, value => Math.round(value / step));
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
