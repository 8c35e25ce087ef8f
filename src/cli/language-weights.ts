import { ALPHABET, LEVELS, probabilities, type SavedModel, SLIP_WEIGHT } from '../language/detect/index.ts';
import { encoder } from './language-regression.ts';
import type { Sample } from './language-samples.ts';
import type { FittedModel } from './language-training.ts';

/** The share of weights that the levels reach up to; what is larger is cut. */
const REACH = { words: 0.95, runs: 0.99 };
/** Every how manyth sample, and how many steps, the bias is fitted again on after rounding. */
const REFIT = { every: 5, steps: 200, rate: 4 };

/** Rounds a fitted model to seven levels a weight, so that two weights fit into one character. */
export function saveModel(
  model: FittedModel,
  samples: readonly Sample[],
  scale: readonly number[],
): SavedModel {
  const { words, frequent } = model.known;
  const columns = [model.wordWeights[0], model.wordWeights[1], model.runs[0], model.runs[1]];
  const steps = columns.map((weights, i) => stepOf(weights, i < 2 ? REACH.words : REACH.runs));
  const levels = columns.map((weights, i) => weights.map(weight => level(weight, steps[i]!)));
  const rounded = levels.map((column, i) => Float64Array.from(column, at => LEVELS[at]! * steps[i]!));
  const saved = {
    frequentWords: frontCoded(words.slice(0, frequent)),
    otherWords: frontCoded(words.slice(frequent)),
    wordWeights: characters(levels[0]!, levels[1]!),
    runs: characters(levels[2]!, levels[3]!),
    steps: [steps[0]!, steps[1]!, steps[2]!, steps[3]!] as const,
    bias: [0, 0] as const,
    scale,
  };
  const bias = refit(
    {
      known: model.known,
      wordWeights: [rounded[0]!, rounded[1]!],
      runs: [rounded[2]!, rounded[3]!],
      bias: model.bias,
    },
    samples,
  );
  return { ...saved, bias };
}

function stepOf(weights: Float64Array, reach: number): number {
  const sizes = weights
    .map(Math.abs)
    .filter(size => size > 0)
    .sort();
  const largest = sizes[Math.floor((sizes.length - 1) * reach)] ?? 1;
  return Number((largest / LEVELS.at(-1)!).toPrecision(4));
}

function level(weight: number, step: number): number {
  let best = 0;
  for (const [at, value] of LEVELS.entries()) {
    if (Math.abs(value * step - weight) < Math.abs(LEVELS[best]! * step - weight)) best = at;
  }
  return best;
}

function characters(english: Float64Array, other: Float64Array): string {
  return Array.from(english, (at, i) => ALPHABET[at * 7 + other[i]!]).join('');
}

function frontCoded(words: readonly string[]): string {
  return words
    .map((word, i) => {
      const before = words[i - 1] ?? '';
      let shared = 0;
      while (shared < word.length && word[shared] === before[shared]) shared++;
      return String.fromCharCode(65 + shared) + word.slice(shared);
    })
    .join('');
}

/** Rounding moves the balance between the classes: the bias puts it right. */
function refit(model: FittedModel, samples: readonly Sample[]): [number, number] {
  const encode = encoder(model.known);
  const rows = samples
    .filter((_, i) => i % REFIT.every === 0)
    .map(sample => ({
      logits: logitsOf(model, encode(sample)),
      target: sample.target,
      weight: sample.weight,
    }));
  const total = rows.reduce((sum, row) => sum + row.weight, 0);
  let [english, other] = model.bias;
  for (let step = 0; step < REFIT.steps; step++) {
    const gradient = [0, 0];
    for (const { logits, target, weight } of rows) {
      const p = probabilities(logits[0]! + english, logits[1]! + other, 1);
      gradient[0]! += (p[1] - target[1]) * weight;
      gradient[1]! += (p[2] - target[2]) * weight;
    }
    english -= (REFIT.rate * gradient[0]!) / total;
    other -= (REFIT.rate * gradient[1]!) / total;
  }
  return [Number(english.toFixed(3)), Number(other.toFixed(3))];
}

function logitsOf(model: FittedModel, sample: ReturnType<ReturnType<typeof encoder>>): [number, number] {
  const [english, other] = ([0, 1] as const).map(column => {
    let sum = 0;
    for (const { known, slip, runs } of sample.words) {
      if (known >= 0) sum += model.wordWeights[column][known]!;
      else for (const run of runs) sum += model.runs[column][run]!;
      if (slip >= 0) sum += SLIP_WEIGHT * model.wordWeights[column][slip]!;
    }
    for (const mark of sample.marks) sum += model.runs[column][mark]!;
    return sum;
  });
  return [english!, other!];
}
