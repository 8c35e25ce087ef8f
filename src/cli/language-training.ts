import { BUCKETS, createRepair, letterRuns, probabilities, SLIP_WEIGHT } from '../language/detect/index.ts';
import type { Sample, Samples } from './language-samples.ts';
import { seeded } from './language-slips.ts';

/**
 * Fits the language detector: multinomial logistic regression by AdaGrad (Duchi and others, 2011) with an L1
 * penalty, the weights averaged over the last rounds. First over letter runs alone; then the words that those get
 * wrong, and the frequent ones, are known by themselves, and everything is fitted again.
 */
export interface FittedModel {
  /** Known words, sorted. */
  known: Known;
  /** Weights for English and for another language. */
  wordWeights: [Float64Array, Float64Array];
  runs: [Float64Array, Float64Array];
  bias: [number, number];
}

/** Rounds over all samples; weights are averaged over the last ones. */
const ROUNDS = { first: 3, second: 8, averaged: 4 };
const STEP = { runs: 0.07, words: 0.6 };
const L1 = 0.003;
/** How often a known word is read by its letters all the same, so that those learn from it too. */
const BY_LETTERS = 0.5;
/**
 * How many words are known because their letters mislead, of the two languages and of others, and how many because
 * they are frequent.
 */
const KNOWN = { misleading: { own: 600, other: 250 }, frequent: 400 };

export function fitModel(
  draw: (round: number) => Samples,
  shared: readonly string[],
  seed: number,
): FittedModel {
  const { vocabulary } = draw(0);
  const silent = new Set(shared.filter(word => vocabulary.delete(word)));
  const first = trainModel(draw, { words: [], silent }, seed, { rounds: ROUNDS.first, averaged: 1 });
  const words = new Set([...misleading(first, vocabulary), ...frequent(vocabulary)]);
  for (const word of mistakable(words, vocabulary)) words.add(word);
  const known = { words: [...words, ...silent].sort(), silent };
  return trainModel(draw, known, seed, { rounds: ROUNDS.second, averaged: ROUNDS.averaged });
}

/** A sample as the numbers of its features; `known` holds the number of a known word, or -1. */
export interface Encoded {
  words: { known: number; slip: number; runs: readonly number[] }[];
  marks: readonly number[];
}

/** Words that have a weight of their own; the silent ones among them have none: they speak for no language. */
export interface Known {
  words: string[];
  silent: ReadonlySet<string>;
}

/** Looks the features of samples up, each word once. */
export function encoder({ words, silent }: Known): (sample: Sample) => Encoded {
  const numbers = new Map(words.map((word, number) => [word, number]));
  const repair = createRepair(words);
  const seen = new Map<string, Encoded['words'][number]>();
  const encode = (word: string) => {
    const there = seen.get(word);
    if (there) return there;
    const number = numbers.get(word) ?? -1;
    const made = silent.has(word)
      ? { known: -1, slip: -1, runs: [] }
      : { known: number, slip: number < 0 ? repair(word) : -1, runs: letterRuns(word) };
    seen.set(word, made);
    return made;
  };
  return sample => ({ words: sample.words.map(encode), marks: sample.marks });
}

/** Running sums of squared gradients, so that AdaGrad's first step is not the largest. */
const START = 0.01;

class Weights {
  readonly values: [Float64Array, Float64Array];
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

  update(column: 0 | 1, at: number, gradient: number): void {
    const squares = this.squares[column];
    squares[at] = squares[at]! + gradient * gradient;
    const step = this.step / Math.sqrt(squares[at]);
    const value = this.values[column][at]! - step * gradient;
    const penalty = step * this.l1;
    this.values[column][at] = value > penalty ? value - penalty : value < -penalty ? value + penalty : 0;
  }

  remember(): void {
    for (const column of [0, 1] as const) {
      for (let i = 0; i < this.values[column].length; i++) this.sums[column][i]! += this.values[column][i]!;
    }
  }

  average(times: number): [Float64Array, Float64Array] {
    return [this.sums[0].map(sum => sum / times), this.sums[1].map(sum => sum / times)];
  }
}

function trainModel(
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
    const encoded = samples.map(encode);
    const order = samples.map((_, i) => i);
    shuffle(order, random);
    for (const at of order) {
      const { target, weight } = samples[at]!;
      const runsUsed = [...encoded[at]!.marks];
      const knownUsed: number[] = [];
      const slipsUsed: number[] = [];
      for (const word of encoded[at]!.words) {
        if (word.known >= 0 && random() > BY_LETTERS) knownUsed.push(word.known);
        else {
          runsUsed.push(...word.runs);
          if (word.slip >= 0) slipsUsed.push(word.slip);
        }
      }
      const logits = ([0, 1] as const).map(column => {
        let sum = bias.values[column][0]!;
        for (const f of runsUsed) sum += runs.values[column][f]!;
        for (const f of knownUsed) sum += words.values[column][f]!;
        for (const f of slipsUsed) sum += SLIP_WEIGHT * words.values[column][f]!;
        return sum;
      });
      const p = probabilities(logits[0]!, logits[1]!, 1);
      for (const column of [0, 1] as const) {
        const gradient = (p[column + 1]! - target[column + 1]!) * weight;
        if (Math.abs(gradient) < 1e-4) continue;
        for (const f of runsUsed) runs.update(column, f, gradient);
        for (const f of knownUsed) words.update(column, f, gradient);
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

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}

/** Words that their letters alone would be wrong about: those with the largest loss, weighed by how frequent they are. */
function misleading(model: FittedModel, vocabulary: Samples['vocabulary']): string[] {
  const losses: { word: string; loss: number }[] = [];
  for (const [word, counts] of vocabulary) {
    const total = counts[0] + counts[1] + counts[2];
    if (total < 0.9 || word.length > 14 || (/[0-9]/.test(word) && word.length > 4)) continue;
    const logits = ([0, 1] as const).map(column =>
      letterRuns(word).reduce((sum, run) => sum + model.runs[column][run]!, model.bias[column]),
    );
    const p = probabilities(logits[0]!, logits[1]!, 1);
    let loss = 0;
    for (const [kind, count] of counts.entries()) {
      const share = count / total;
      if (share > 0.02) loss += share * Math.log(share / Math.max(1e-6, p[kind]!));
    }
    losses.push({ word, loss: loss * Math.sqrt(total) });
  }
  losses.sort((a, b) => b.loss - a.loss || (a.word < b.word ? -1 : 1));
  return (['own', 'other'] as const).flatMap(kind =>
    losses
      .filter(({ word }) => (likeliest(vocabulary.get(word)!) === 2) === (kind === 'other'))
      .slice(0, KNOWN.misleading[kind])
      .map(({ word }) => word),
  );
}

/** The most frequent longer words of one of the two languages: these are found again when they are misspelt. */
function frequent(vocabulary: Samples['vocabulary']): string[] {
  return [...vocabulary]
    .filter(([word, [es, en, other]]) => {
      const oneSided = es > 9 * en || en > 9 * es;
      return /^[a-zñ]{5,14}$/.test(word) && oneSided && es + en > 8 * other;
    })
    .sort(([a, x], [b, y]) => y[0] + y[1] - (x[0] + x[1]) || (a < b ? -1 : 1))
    .slice(0, KNOWN.frequent)
    .map(([word]) => word);
}

/** Words of one language that would be taken for a slip of a known word of another ("quanto", "cuanto"). */
function mistakable(known: ReadonlySet<string>, vocabulary: Samples['vocabulary']): string[] {
  const words = [...known];
  const repair = createRepair(words);
  return [...vocabulary.keys()].filter(word => {
    if (known.has(word) || word.length > 14) return false;
    const slip = repair(word);
    return slip >= 0 && likeliest(vocabulary.get(words[slip]!)!) !== likeliest(vocabulary.get(word)!);
  });
}

function likeliest(counts: readonly number[]): number {
  return counts.indexOf(Math.max(...counts));
}
