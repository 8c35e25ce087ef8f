import calibration from './calibration.json' with { type: 'json' };
import type { Signals } from './signals.ts';

/**
 * From signals to a judgement: what kind of message it is, as probabilities that mean what they say. A
 * multinomial logistic regression on features that can be explained; its weights are in `calibration.json`,
 * fitted on the tuning half of the bank by `npm run calibrate`.
 */
export const JUDGED = ['answer', 'related', 'elsewhere', 'chat'] as const;
export type Judged = (typeof JUDGED)[number];
export type Judgement = Record<Judged, number>;

/** Thresholds of the decision. Set on the tuning half by `npm run calibrate`, which prints what each one gives. */
export const THRESHOLDS = {
  /** An entry is given as the answer from this probability on. */
  answer: calibration.thresholds.answer,
  /** Danger is assumed from this probability on: recall comes first. */
  danger: calibration.thresholds.danger,
} as const;

/** The features of a judgement, each about 0 to 1. */
export function judgeFeatures({
  explanation,
  kinds,
  cues,
  institutions,
  matters,
  premise,
}: Signals): number[] {
  const f = explanation.features;
  const calm = 1 - kinds.danger || 1;
  return [
    1,
    logit(kinds.entry / calm),
    logit(kinds.facet / calm),
    logit(kinds.elsewhere / calm),
    logit(kinds.chat / calm),
    f.closeness ?? 0,
    f.coverage ?? 0,
    f.margin ?? 0,
    f.unknown ?? 0,
    f.brief ?? 0,
    cues.length > 0 ? 1 : 0,
    institutions.length > 0 ? 1 : 0,
    matters.length > 0 ? 1 : 0,
    premise ? 1 : 0,
    cues.length > 0 && matters.length > 0 ? 1 : 0,
  ];
}

/** Their names, in order, for `--why`. */
export const FEATURE_NAMES = [
  'bias',
  'entry',
  'facet',
  'elsewhere',
  'chat',
  'closeness',
  'coverage',
  'margin',
  'unknown',
  'brief',
  'cue',
  'institution',
  'matter',
  'premise',
  'cue and matter',
] as const;

/** Log-odds between −5 and 5, scaled to −1 … 1. */
function logit(p: number): number {
  return Math.max(-5, Math.min(5, Math.log((p + 1e-4) / (1 - p + 1e-4)))) / 5;
}

export function judge(signals: Signals): Judgement {
  return judgeWith(calibration.weights, judgeFeatures(signals));
}

/** `weights`: one row a kind of {@link JUDGED}, one column a feature. */
export function judgeWith(weights: readonly (readonly number[])[], features: readonly number[]): Judgement {
  const logits = weights.map(row => row.reduce((sum, weight, i) => sum + weight * features[i]!, 0));
  const highest = Math.max(...logits);
  const exps = logits.map(logit => Math.exp(logit - highest));
  const sum = exps.reduce((a, b) => a + b, 0);
  return Object.fromEntries(JUDGED.map((kind, i) => [kind, exps[i]! / sum])) as Judgement;
}
