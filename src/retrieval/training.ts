import { type Classifier, LEAK, linkOf, rectify, softmaxInPlace, UNITS } from './classifier.ts';
import { BUCKETS, type Features } from './features.ts';
import { randomFrom } from './random.ts';

/**
 * Trains the classifier by stochastic gradient descent with AdaGrad's step sizes: first as it is, then with the links
 * of its hidden units rounded to the few sizes that are kept, while what they would be is still learned behind them
 * (quantisation-aware training with a straight-through estimator: Bengio et al. 2013, Li and Liu 2016).
 */
export interface Example {
  features: Features;
  /** Its class in each head, counted within the head; −1 where it says nothing about that head. */
  labels: readonly number[];
  /** How much it counts in each head. */
  weights: readonly number[];
}

/** Times that all examples are gone through, before the rounding and with it. */
const EPOCHS = 4;
const ROUNDED_EPOCHS = 3;
const STEP = 0.05;
/** Share of the units, and of the features, that are left out of an example at each step (Srivastava et al. 2014). */
const UNITS_OUT = 0.2;
const FEATURES_OUT = 0.1;
/** Links begin between this and its negative. */
const FIRST = 0.017;
/** Share of the links that are not rounded to nothing: in the first epoch of rounding, and then. */
const LINKED_FIRST = 0.4;
const LINKED = 0.3;
/** The largest size of a link. */
const LARGEST = 2;
/** The largest weight of an output, in steps of its rounding. */
const OUTPUT_STEPS = 127;
/** A class that is as good as right already is not corrected further: most of the work saved. */
const SMALL_ERROR = 0.001;
const DECAY = 1e-5;
/** A feature is learned when at least this many lines have it: what occurs once says nothing about other texts. */
const LEAST_LINES = 3;
/** How many links are looked at to find the step of the rounding. */
const SAMPLE = 200_000;

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
  const random = randomFrom(seed);
  const place = new Int32Array(BUCKETS).fill(-1);
  kept.forEach((bucket, k) => {
    place[bucket] = k;
  });
  const known = examples.map(example => ({ ...example, features: placed(place, example.features) }));
  const model = newModel(heads, kept.length, random);
  const order = Uint32Array.from(examples.keys());
  const epochs = EPOCHS + ROUNDED_EPOCHS;
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (epoch >= EPOCHS) round(model, epoch === EPOCHS ? LINKED_FIRST : LINKED);
    shuffle(order, random);
    const step = STEP * (1 - epoch / (epochs + 1));
    for (const at of order) learn(model, known[at]!, step, random);
  }
  return packed(model, kept);
}

interface Model {
  heads: readonly number[];
  /** By bucket and unit: what is learned, and what is reckoned with, which is the same until it is rounded. */
  learned: Float32Array;
  used: Float32Array;
  /** What a link's size of 1 is worth; 0 as long as nothing is rounded. */
  scale: number;
  /** Sums of squared gradients, AdaGrad's memory: one for all links of a bucket. */
  squares: Float32Array;
  biases: Learned;
  /** By class: a weight of each unit, and the class's own. */
  outputs: Learned;
  /** Reckoned anew for each example. */
  units: Float32Array;
  rectified: Float32Array;
  factors: Float32Array;
  errors: Float32Array;
  back: Float32Array;
  logits: Float32Array;
}

interface Learned {
  values: Float32Array;
  squares: Float32Array;
}

const BEGUN = 1e-3;

function newModel(heads: readonly number[], buckets: number, random: () => number): Model {
  const classes = heads.reduce((sum, size) => sum + size, 0);
  const around = (most: number) => (2 * random() - 1) * most;
  const learned = Float32Array.from({ length: buckets * UNITS }, () => around(FIRST));
  const outputs = Float32Array.from({ length: classes * (UNITS + 1) }, (_, i) =>
    i % (UNITS + 1) === UNITS ? 0 : around(Math.sqrt(3 / UNITS)),
  );
  const memory = (length: number) => new Float32Array(length).fill(BEGUN);
  return {
    heads,
    learned,
    used: learned,
    scale: 0,
    squares: memory(buckets),
    biases: { values: new Float32Array(UNITS), squares: memory(UNITS) },
    outputs: { values: outputs, squares: memory(outputs.length) },
    units: new Float32Array(UNITS),
    rectified: new Float32Array(UNITS),
    factors: new Float32Array(UNITS),
    errors: new Float32Array(UNITS),
    back: new Float32Array(UNITS),
    logits: new Float32Array(classes),
  };
}

/** The features that are learned, as places in the matrix of links. */
function placed(place: Int32Array, { buckets, values }: Features): Features {
  const known = [...buckets.keys()].filter(f => place[buckets[f]!]! >= 0);
  return {
    buckets: Uint32Array.from(known, f => place[buckets[f]!]!),
    values: Float32Array.from(known, f => values[f]!),
  };
}

/** One step down the gradient of the cross-entropies of an example's heads. */
function learn(model: Model, example: Example, step: number, random: () => number): void {
  const { heads, units, rectified, factors, errors } = model;
  const seen = someOf(example.features, random);
  for (let u = 0; u < UNITS; u++) factors[u] = random() < UNITS_OUT ? 0 : 1 / (1 - UNITS_OUT);
  forward(model, seen);
  errors.fill(0);
  let from = 0;
  for (let head = 0; head < heads.length; head++) {
    const to = from + heads[head]!;
    const label = example.labels[head]!;
    if (label >= 0) {
      const given = head === 0 ? units : rectified;
      const back = correctOutputs(
        model,
        { from, to, right: from + label },
        given,
        example.weights[head]!,
        step,
      );
      for (let u = 0; u < UNITS; u++) errors[u]! += head > 0 && units[u]! < 0 ? LEAK * back[u]! : back[u]!;
    }
    from = to;
  }
  for (let u = 0; u < UNITS; u++) errors[u]! *= factors[u]!;
  correctLinks(model, seen, step);
}

/** An example's features without those that are left out. */
function someOf({ buckets, values }: Features, random: () => number): Features {
  const some = { buckets: new Uint32Array(buckets.length), values: new Float32Array(buckets.length) };
  let count = 0;
  for (let f = 0; f < buckets.length; f++) {
    if (random() < FEATURES_OUT) continue;
    some.buckets[count] = buckets[f]!;
    some.values[count++] = values[f]!;
  }
  return { buckets: some.buckets.subarray(0, count), values: some.values.subarray(0, count) };
}

function forward(model: Model, { buckets, values }: Features): void {
  const { used, biases, factors, units, rectified } = model;
  units.set(biases.values);
  for (let f = 0; f < buckets.length; f++) {
    const base = buckets[f]! * UNITS;
    const value = values[f]!;
    for (let u = 0; u < UNITS; u++) units[u]! += value * used[base + u]!;
  }
  for (let u = 0; u < UNITS; u++) units[u]! *= factors[u]!;
  rectified.set(units);
  rectify(rectified);
}

/** Corrects the outputs of a head's classes; gives what is wrong with each unit, the same array each time. */
function correctOutputs(
  { outputs, logits, back }: Model,
  { from, to, right }: { from: number; to: number; right: number },
  given: Float32Array,
  count: number,
  step: number,
): Float32Array {
  const { values, squares } = outputs;
  for (let c = from; c < to; c++) {
    const base = c * (UNITS + 1);
    let sum = values[base + UNITS]!;
    for (let u = 0; u < UNITS; u++) sum += values[base + u]! * given[u]!;
    logits[c] = sum;
  }
  softmaxInPlace(logits, from, to);
  logits[right]! -= 1;
  back.fill(0);
  for (let c = from; c < to; c++) {
    const error = logits[c]! * count;
    if (Math.abs(error) < SMALL_ERROR) continue;
    const base = c * (UNITS + 1);
    for (let u = 0; u < UNITS; u++) {
      const at = base + u;
      back[u]! += error * values[at]!;
      const gradient = error * given[u]! + DECAY * values[at]!;
      squares[at]! += gradient * gradient;
      values[at]! -= (step * gradient) / Math.sqrt(squares[at]!);
    }
    squares[base + UNITS]! += error * error;
    values[base + UNITS]! -= (step * error) / Math.sqrt(squares[base + UNITS]!);
  }
  return back;
}

/** Corrects the links of the features that were seen, and the units' own biases. */
function correctLinks(model: Model, { buckets, values }: Features, step: number): void {
  const { learned, used, scale, squares, biases, errors } = model;
  let mean = 0;
  for (let u = 0; u < UNITS; u++) mean += errors[u]! ** 2 / UNITS;
  if (mean === 0) return;
  for (let u = 0; u < UNITS; u++) {
    biases.squares[u]! += errors[u]! ** 2;
    biases.values[u]! -= (step * errors[u]!) / Math.sqrt(biases.squares[u]!);
  }
  for (let f = 0; f < buckets.length; f++) {
    const bucket = buckets[f]!;
    const value = values[f]!;
    squares[bucket]! += value * value * mean;
    const rate = (step * value) / Math.sqrt(squares[bucket]!);
    const base = bucket * UNITS;
    for (let u = 0; u < UNITS; u++) learned[base + u]! -= rate * errors[u]!;
    if (scale > 0) for (let u = 0; u < UNITS; u++) used[base + u] = rounded(learned[base + u]!, scale);
  }
}

/** Of all links, `share` are kept from now on. */
function round(model: Model, share: number): void {
  const { learned } = model;
  const every = Math.max(1, Math.floor(learned.length / SAMPLE));
  const sizes = learned
    .filter((_, i) => i % every === 0)
    .map(Math.abs)
    .sort();
  const scale = 2 * (sizes[Math.floor(sizes.length * (1 - share))] ?? 0) || 1;
  model.scale = scale;
  model.used = learned.map(link => rounded(link, scale));
}

/** A link of a size that is kept. */
function rounded(link: number, scale: number): number {
  return scale * Math.max(-LARGEST, Math.min(LARGEST, Math.round(link / scale)));
}

function packed({ heads, used, scale, biases, outputs }: Model, kept: readonly number[]): Classifier {
  const buckets: number[] = [];
  const counts: number[] = [];
  const links: number[] = [];
  kept.forEach((bucket, k) => {
    const before = links.length;
    for (let u = 0; u < UNITS; u++) {
      const size = Math.round(used[k * UNITS + u]! / scale);
      if (size !== 0) links.push(linkOf(u, size));
    }
    if (links.length === before) return;
    buckets.push(bucket);
    counts.push(links.length - before);
  });
  const outputScale =
    outputs.values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6) / OUTPUT_STEPS;
  return {
    heads,
    scale,
    outputScale,
    buckets: Uint32Array.from(buckets),
    counts: Uint8Array.from(counts),
    links: Uint8Array.from(links),
    biases: biases.values,
    outputs: Int8Array.from(outputs.values, value => Math.round(value / outputScale)),
  };
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
