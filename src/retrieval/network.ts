import { LEAK, rectify, softmaxInPlace, UNITS } from './classifier.ts';
import type { Features } from './features.ts';
import { addVector, CODEWORDS, STAGES, type VectorCodes } from './vector-codes.ts';

/** What is learned of at one step. */
export interface Lesson {
  /** Its buckets are places among the vectors. */
  features: Features;
  /** Its class in each head, counted within the head; −1 where it says nothing about that head. */
  labels: readonly number[];
  /** How much it counts in each head. */
  weights: readonly number[];
}

/** Share of the units, and of the features, that are left out of an example at each step (Srivastava et al. 2014). */
const UNITS_OUT = 0.2;
const FEATURES_OUT = 0.1;
/** A codeword is shared by many features: it moves by this much of a step. */
const CODEWORD_STEP = 0.1;
/** So much of a label counts for all classes of its head alike (label smoothing: Szegedy et al. 2016). */
const SMOOTHING = 0.02;
/** A class that is as good as right already is not corrected further: most of the work saved. */
const SMALL_ERROR = 0.001;
const DECAY = 1e-5;

/** The network while it learns. */
export interface Model {
  heads: readonly number[];
  /** A vector for each bucket: what it adds to the units, until it is coded. */
  vectors: Float32Array;
  coded: VectorCodes | null;
  /** Sums of squared gradients, AdaGrad's memory: one for a vector, one for a codeword. */
  squares: Float32Array;
  codewordSquares: Float32Array;
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

/** Numbers that are learned, and AdaGrad's memory of each. */
interface Learned {
  values: Float32Array;
  squares: Float32Array;
}

const BEGUN = 1e-3;
const CODEWORDS_BEGUN = 1;

export function newModel(heads: readonly number[], buckets: number, random: () => number): Model {
  const classes = heads.reduce((sum, size) => sum + size, 0);
  const around = (most: number) => (2 * random() - 1) * most;
  const outputs = Float32Array.from({ length: classes * (UNITS + 1) }, (_, i) =>
    i % (UNITS + 1) === UNITS ? 0 : around(Math.sqrt(3 / UNITS)),
  );
  const memory = (length: number) => new Float32Array(length).fill(BEGUN);
  return {
    heads,
    vectors: new Float32Array(buckets * UNITS),
    coded: null,
    squares: memory(buckets),
    codewordSquares: new Float32Array(STAGES * CODEWORDS).fill(CODEWORDS_BEGUN),
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

/** One step down the gradient of the cross-entropies of the heads, by AdaGrad's step sizes. */
export function learn(model: Model, lesson: Lesson, step: number, random: () => number): void {
  const { heads, units, rectified, factors, errors } = model;
  const seen = someOf(lesson.features, random);
  for (let u = 0; u < UNITS; u++) factors[u] = random() < UNITS_OUT ? 0 : 1 / (1 - UNITS_OUT);
  forward(model, seen);
  errors.fill(0);
  let from = 0;
  for (let head = 0; head < heads.length; head++) {
    const to = from + heads[head]!;
    const label = lesson.labels[head]!;
    if (label >= 0) {
      const given = head === 0 ? units : rectified;
      const back = correctOutputs(
        model,
        { from, to, right: from + label },
        given,
        lesson.weights[head]!,
        step,
      );
      for (let u = 0; u < UNITS; u++) errors[u]! += head > 0 && units[u]! < 0 ? LEAK * back[u]! : back[u]!;
    }
    from = to;
  }
  for (let u = 0; u < UNITS; u++) errors[u]! *= factors[u]!;
  correctVectors(model, seen, step);
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
  const { vectors, coded, biases, factors, units, rectified } = model;
  units.set(biases.values);
  for (let f = 0; f < buckets.length; f++) {
    const [vector, value] = [buckets[f]!, values[f]!];
    if (coded) addVector(units, coded, vector, value);
    else for (let u = 0; u < UNITS; u++) units[u]! += value * vectors[vector * UNITS + u]!;
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
  logits[right]! -= 1 - SMOOTHING;
  for (let c = from; c < to; c++) logits[c]! -= SMOOTHING / (to - from);
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

/** Corrects the vectors of the features that were seen, or their codewords, and the units' own biases. */
function correctVectors(model: Model, { buckets, values }: Features, step: number): void {
  const { vectors, coded, squares, biases, errors } = model;
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
    for (let u = 0; u < UNITS; u++) vectors[bucket * UNITS + u]! -= rate * errors[u]!;
    if (coded) correctCodewords(model, coded, bucket, value, mean, step);
  }
}

function correctCodewords(
  { codewordSquares, errors }: Model,
  { codes, codewords }: VectorCodes,
  vector: number,
  value: number,
  mean: number,
  step: number,
): void {
  const count = codes.length / STAGES;
  for (let stage = 0; stage < STAGES; stage++) {
    const code = codes[stage * count + vector]!;
    if (stage > 0 && code === 0) continue;
    const codeword = stage * CODEWORDS + code;
    codewordSquares[codeword]! += value * value * mean;
    const rate = (CODEWORD_STEP * step * value) / Math.sqrt(codewordSquares[codeword]!);
    for (let u = 0; u < UNITS; u++) codewords[codeword * UNITS + u]! -= rate * errors[u]!;
  }
}
