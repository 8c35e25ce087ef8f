import { frequentWords, type Known, knownWords, misleadingWords, mistakableWords } from './language-known.ts';
import { regress } from './language-regression.ts';
import type { Samples } from './language-samples.ts';

/** The language detector before its weights are rounded. */
export interface FittedModel {
  known: Known;
  /** Weights for English and for another language, against Spanish. */
  wordWeights: [Float64Array, Float64Array];
  runs: [Float64Array, Float64Array];
  bias: [number, number];
}

/** Rounds over all samples; weights are averaged over the last ones. */
const FIRST = { rounds: 3, averaged: 1 };
const SECOND = { rounds: 8, averaged: 4 };

/**
 * Fits the language detector: first over letter runs alone; then the words that those get wrong, and the frequent
 * ones, are known by themselves, and everything is fitted again.
 *
 * @param draw the samples of one round: each round has pieces and misspellings of its own
 * @param shared words that say nothing about the language
 */
export function fitModel(
  draw: (round: number) => Samples,
  shared: readonly string[],
  seed: number,
): FittedModel {
  const { vocabulary } = draw(0);
  const silent = new Set(shared.filter(word => vocabulary.delete(word)));
  const first = regress(draw, knownWords([], [], silent), seed, FIRST);
  const frequent = frequentWords(vocabulary);
  const others = [...misleadingWords(first, vocabulary), ...mistakableWords(frequent, vocabulary)];
  return regress(draw, knownWords(frequent, others, silent), seed, SECOND);
}
