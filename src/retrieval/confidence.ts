import type { Calibration } from './types.ts';

/**
 * What a confidence is made of. All are free of scale, so that they mean the same on any knowledge base:
 *
 * - `coverage`  share of the query's informative weight that the best id's rows match, 0 to 1
 * - `closeness` likeness of the query and the best single row (cosine of terms and of character grams), 0 to 1
 * - `margin`    how far the best id is ahead of the second, in probability, 0 to 1
 * - `trained`   the classifier's probability of the best id; 0 without a classifier
 * - `elsewhere` the classifier's probability that it is a background question; 0 without any
 * - `unknown`   share of the query's words that are unknown even after repair, 0 to 1
 * - `repaired`  share of the query's words that had to be repaired, 0 to 1
 * - `brief`     1 for a query of one informative word, towards 0 for longer ones
 */
export interface ConfidenceFeatures {
  coverage: number;
  closeness: number;
  margin: number;
  trained: number;
  elsewhere: number;
  unknown: number;
  repaired: number;
  brief: number;
}

/**
 * For a knowledge base that brings no calibration of its own. Fitted on the tuning half of the project's bank
 * (`npm run calibrate`) with the features that depend on the collection left out.
 */
export const DEFAULT_CALIBRATION: Calibration = {
  bias: -5,
  weights: { coverage: 3.5, closeness: 4.5, margin: 1.5, unknown: -2.5, repaired: -0.5 },
  temperature: 1,
};

/** Probability that the best id answers the query at all. */
export function probability({ bias, weights }: Calibration, features: ConfidenceFeatures): number {
  let sum = bias;
  for (const [name, value] of Object.entries(features)) sum += (weights[name] ?? 0) * value;
  return 1 / (1 + Math.exp(-sum));
}
