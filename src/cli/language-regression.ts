import { BUCKETS, createRepair, letterRuns, probabilities, SLIP_WEIGHT } from '../language/detect/index.ts';
import type { Known } from './language-known.ts';
import type { Sample, Samples } from './language-samples.ts';
import { type Random, seeded } from './language-slips.ts';
import type { FittedModel } from './language-training.ts';

/**
 * Multinomial logistic regression by AdaGrad (Duchi and others, 2011) with an L1 penalty on letter runs, the weights
 * averaged over the last rounds. Spanish is the class of reference, so there are two columns of weights.
 */
const STEP = { runs: 0.07, words: 0.6 };
const L1 = 0.003;
/** How often a known word is read by its letters all the same, so that those learn from it too. */
const BY_LETTERS = 0.5;
/** Gradients smaller than this change nothing that would be left after rounding. */
const SMALLEST = 1e-4;
const COLUMNS = [0, 1] as const;

/** A sample as the numbers of its features; `known` is the number of a known word, `slip` of one that it is a slip of, or -1. */
export interface Encoded {
  words: { known: number; slip: number; runs: readonly number[] }[];
  marks: readonly number[];
}

/** Looks the features of samples up, each word once. */
export function encoder({ words, frequent, silent }: Known): (sample: Sample) => Encoded {
  const numbers = new Map(words.map((word, number) => [word, number]));
  const repair = createRepair(words.slice(0, frequent));
  const seen = new Map<string, Encoded['words'][number]>();
  const encode = (word: string) => {
    const there = seen.get(word);
    if (there) return there;
    const known = numbers.get(word) ?? -1;
    const made = silent.has(word)
      ? { known: -1, slip: -1, runs: [] }
      : { known, slip: known < 0 ? repair(word) : -1, runs: letterRuns(word) };
    seen.set(word, made);
    return made;
  };
  return sample => ({ words: sample.words.map(encode), marks: sample.marks });
}

export function regress(
  draw: (round: number) => Samples,
  known: Known,
  seed: number,
  { rounds, averaged }: { rounds: number; averaged: number },
): FittedModel {
  const runs = new Weights(BUCKETS, STEP.runs, L1);
  const words = new Weights(known.words.length, STEP.words, 0);
  const bias = new Weights(1, STEP.runs, 0, 1);
  const encode = encoder(known);
  const random = seeded(seed + 1);
  for (let round = 0; round < rounds; round++) {
    const samples = draw(round).all;
    for (const at of shuffled(samples.length, random)) {
      const { target, weight } = samples[at]!;
      const used = featuresOf(encode(samples[at]!), random);
      const [english, other] = COLUMNS.map(
        column =>
          bias.sum(column, [0]) +
          runs.sum(column, used.runs) +
          words.sum(column, used.known) +
          SLIP_WEIGHT * words.sum(column, used.slips),
      );
      const p = probabilities(english!, other!, 1);
      for (const column of COLUMNS) {
        const gradient = (p[column + 1]! - target[column + 1]!) * weight;
        if (Math.abs(gradient) < SMALLEST) continue;
        for (const f of used.runs) runs.update(column, f, gradient);
        for (const f of used.known) words.update(column, f, gradient);
        bias.update(column, 0, gradient);
      }
    }
    if (round < rounds - averaged) continue;
    for (const weights of [runs, words, bias]) weights.remember();
  }
  const [english, other] = bias.average(averaged);
  return {
    known,
    wordWeights: words.average(averaged),
    runs: runs.average(averaged),
    bias: [english[0]!, other[0]!],
  };
}

function featuresOf(sample: Encoded, random: Random): { runs: number[]; known: number[]; slips: number[] } {
  const used = { runs: [...sample.marks], known: [] as number[], slips: [] as number[] };
  for (const { known, slip, runs } of sample.words) {
    if (known >= 0 && random() > BY_LETTERS) used.known.push(known);
    else {
      used.runs.push(...runs);
      if (slip >= 0) used.slips.push(slip);
    }
  }
  return used;
}

function shuffled(length: number, random: Random): number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Sum of squared gradients that AdaGrad begins with, so that the first step is not the largest. */
const START = 0.01;

class Weights {
  private readonly values: [Float64Array, Float64Array];
  private readonly squares: [Float64Array, Float64Array];
  private readonly sums: [Float64Array, Float64Array];
  private readonly step: number;
  private readonly l1: number;

  constructor(size: number, step: number, l1: number, start = START) {
    this.values = [new Float64Array(size), new Float64Array(size)];
    this.squares = [new Float64Array(size).fill(start), new Float64Array(size).fill(start)];
    this.sums = [new Float64Array(size), new Float64Array(size)];
    this.step = step;
    this.l1 = l1;
  }

  sum(column: 0 | 1, features: readonly number[]): number {
    const values = this.values[column];
    let sum = 0;
    for (const f of features) sum += values[f]!;
    return sum;
  }

  update(column: 0 | 1, at: number, gradient: number): void {
    const squares = this.squares[column];
    squares[at] = squares[at]! + gradient * gradient;
    const step = this.step / Math.sqrt(squares[at]);
    const value = this.values[column][at]! - step * gradient;
    const penalty = step * this.l1;
    this.values[column][at] = value > penalty ? value - penalty : value < -penalty ? value + penalty : 0;
  }

  remember(): void {
    for (const column of COLUMNS) {
      const values = this.values[column];
      const sums = this.sums[column];
      for (let i = 0; i < values.length; i++) sums[i] = sums[i]! + values[i]!;
    }
  }

  average(times: number): [Float64Array, Float64Array] {
    return [this.sums[0].map(sum => sum / times), this.sums[1].map(sum => sum / times)];
  }
}
