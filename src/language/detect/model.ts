import { accentMarks, letterRuns } from './features.ts';
import { createRepair, type Repair } from './repair.ts';
import { tokens } from './tokens.ts';

/**
 * A linear model of three classes (multinomial logistic regression) over known words, letter runs and accents.
 * Spanish is the class of reference: its score is 0, the two others have a weight for every feature.
 */
export interface Model {
  /** Weights of the buckets for English and for "another language", in logits. */
  readonly runs: readonly [Float32Array, Float32Array];
  /** Words that are known as they are, because they are frequent or because their letters mislead. */
  readonly words: ReadonlyMap<string, number>;
  readonly wordWeights: readonly [Float32Array, Float32Array];
  /** Finds the frequent word of the two languages that a word is a slip of. */
  readonly repair: Repair;
  readonly bias: readonly [number, number];
  /** What the logits are multiplied by, for texts of one word, of two, and of three or more: calibration. */
  readonly scale: readonly number[];
}

/** A model as it is saved: short texts only, so that it can stand in a module. */
export interface SavedModel {
  /**
   * Known words: the frequent ones of the two languages, then all others. Sorted; each word is written as a capital
   * (how many letters it shares with the one before, A = 0) and the rest.
   */
  frequentWords: string;
  otherWords: string;
  /** One character of {@link ALPHABET} for each word, in that order: both weights. */
  wordWeights: string;
  /** One character of {@link ALPHABET} for each bucket. */
  runs: string;
  /** Logits of one step of the four scales: words for English, for another language, runs likewise. */
  steps: readonly [number, number, number, number];
  bias: readonly [number, number];
  scale: readonly number[];
}

/** A weight is one of seven levels; the outer ones lie farther apart, as large weights are rare. */
export const LEVELS = [-4.2, -2, -1, 0, 1, 2, 4.2] as const;
/** Two weights make one of 49 characters: first level * 7 + second level. */
export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A slip of a known word counts less than the word itself; its letters are looked at too. */
export const SLIP_WEIGHT = 0.8;

export function openModel(saved: SavedModel): Model {
  const frequent = wordList(saved.frequentWords);
  const words = [...frequent, ...wordList(saved.otherWords)];
  return {
    runs: weights(saved.runs, saved.steps[2], saved.steps[3]),
    words: new Map(words.map((word, number) => [word, number])),
    wordWeights: weights(saved.wordWeights, saved.steps[0], saved.steps[1]),
    repair: createRepair(frequent),
    bias: saved.bias,
    scale: saved.scale,
  };
}

function wordList(text: string): string[] {
  let before = '';
  return (text.match(/[A-Z][^A-Z]*/g) ?? []).map(part => {
    before = before.slice(0, part.charCodeAt(0) - 65) + part.slice(1);
    return before;
  });
}

function weights(text: string, english: number, other: number): [Float32Array, Float32Array] {
  const first = new Float32Array(text.length);
  const second = new Float32Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const value = ALPHABET.indexOf(text[i]!);
    first[i] = LEVELS[Math.floor(value / 7)]! * english;
    second[i] = LEVELS[value % 7]! * other;
  }
  return [first, second];
}

/** What speaks in a text for English and for another language, against Spanish. */
export interface Evidence {
  /** Logits. */
  english: number;
  other: number;
  /** How many words it has. */
  words: number;
  /** False when there is nothing to look at: digits, emoji, punctuation. */
  any: boolean;
}

export function evidence(model: Model, text: string): Evidence {
  const [runEnglish, runOther] = model.runs;
  const [wordEnglish, wordOther] = model.wordWeights;
  let english = 0;
  let other = 0;
  const found = tokens(text);
  for (const word of found) {
    const known = model.words.get(word);
    if (known !== undefined) {
      english += wordEnglish[known]!;
      other += wordOther[known]!;
      continue;
    }
    for (const run of letterRuns(word)) {
      english += runEnglish[run]!;
      other += runOther[run]!;
    }
    const slip = model.repair(word);
    if (slip >= 0) {
      english += SLIP_WEIGHT * wordEnglish[slip]!;
      other += SLIP_WEIGHT * wordOther[slip]!;
    }
  }
  const marks = accentMarks(text);
  for (const mark of marks) {
    english += runEnglish[mark]!;
    other += runOther[mark]!;
  }
  return {
    english: english + model.bias[0],
    other: other + model.bias[1],
    words: found.length,
    any: found.length + marks.length > 0,
  };
}

/** Probabilities of Spanish, English and another language, from logits that are multiplied by `scale`. */
export function probabilities(english: number, other: number, scale: number): [number, number, number] {
  const top = Math.max(0, english, other);
  const es = Math.exp(-top * scale);
  const en = Math.exp((english - top) * scale);
  const elsewhere = Math.exp((other - top) * scale);
  const sum = es + en + elsewhere;
  return [es / sum, en / sum, elsewhere / sum];
}
