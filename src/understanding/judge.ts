import calibration from './calibration.json' with { type: 'json' };
import { mostProbable } from './kinds.ts';
import type { Signals } from './signals.ts';

/**
 * From signals to a judgement: what kind of message it is, as probabilities that mean what they say. A
 * multinomial logistic regression on features that can be explained; its weights are in `calibration.json`,
 * fitted by `npm run calibrate` on lines that the index had not seen.
 */
export const JUDGED = ['answer', 'related', 'elsewhere', 'chat', 'danger'] as const;
export type Judged = (typeof JUDGED)[number];
export type Judgement = Record<Judged, number>;

/** Thresholds of the decision. Set on the tuning half by `npm run calibrate`, which prints what each one gives. */
export const THRESHOLDS = {
  /** An entry is given as the answer from this probability on. */
  answer: calibration.thresholds.answer,
  /** Danger is assumed from this probability on: recall comes first. */
  danger: calibration.thresholds.danger,
} as const;

/** From this likeness to a row on, a question is nearly one that is known. */
const NEAR = 0.6;
/** Longer messages than this are as long, in words. */
const LONG = 40;

/** The features of a judgement, by name: most 0 to 1, log-odds −2 to 2. `--why` shows them. */
export function judgeFeatures(signals: Signals): Record<string, number> {
  const { explanation, kinds, cues, institutions, matters, premise } = signals;
  const {
    closeness = 0,
    coverage = 0,
    margin = 0,
    unknown = 0,
    brief = 0,
    trained = 0,
    repaired = 0,
  } = explanation.features;
  const is = (sign: boolean) => (sign ? 1 : 0);
  const entry = logOdds(kinds.entry);
  const facet = logOdds(kinds.facet);
  const elsewhere = logOdds(kinds.elsewhere);
  const cue = is(cues.length > 0);
  const institution = is(institutions.length > 0);
  const matter = is(matters.length > 0);
  const length = Math.log(Math.min(LONG, explanation.words.length) + 1) / Math.log(LONG + 1);
  const answers = is(signals.answers.length > 0);
  const asked = mostProbable(kinds.facets);
  return {
    bias: 1,
    entry,
    facet,
    elsewhere,
    harmless: logOdds(kinds.harmless),
    chat: logOdds(kinds.chat),
    danger: logOdds(kinds.danger),
    closeness,
    near: Math.max(0, closeness - NEAR),
    coverage,
    margin,
    unknown,
    repaired,
    brief,
    trained,
    length,
    cue,
    institution,
    matter,
    premise: is(premise),
    // What the first entry answers besides its matter (who, when, by which law), and whether that is what is asked.
    answers,
    fits: is(asked !== null && signals.answers.includes(asked)),
    // What two of them say together.
    'cue, matter': cue * matter,
    'institution, matter': institution * matter,
    'brief, coverage': brief * coverage,
    'brief, matter': brief * matter,
    'entry, closeness': entry * closeness,
    'entry, trained': entry * trained,
    'entry, margin': entry * margin,
    'entry, length': entry * length,
    'facet, closeness': facet * closeness,
    'facet, cue': facet * cue,
    'facet, answers': facet * answers,
    'facet, length': facet * length,
    'elsewhere, closeness': elsewhere * closeness,
    'elsewhere, matter': elsewhere * matter,
    'elsewhere, unknown': elsewhere * unknown,
    'elsewhere, length': elsewhere * length,
  };
}

/** Log-odds of a probability, between −2 and 2. */
function logOdds(p: number): number {
  return Math.max(-6, Math.min(6, Math.log((p + 1e-3) / (1 - p + 1e-3)))) / 3;
}

const WEIGHTS: Readonly<Record<string, readonly number[]>> = calibration.weights;

export function judge(signals: Signals): Judgement {
  return judgeWith(WEIGHTS, judgeFeatures(signals));
}

/** `weights`: by feature, one for each kind of {@link JUDGED}. */
export function judgeWith(
  weights: Readonly<Record<string, readonly number[]>>,
  features: Readonly<Record<string, number>>,
): Judgement {
  const logits = JUDGED.map(() => 0);
  for (const name in features) {
    const row = weights[name];
    if (row) for (let kind = 0; kind < JUDGED.length; kind++) logits[kind]! += row[kind]! * features[name]!;
  }
  const highest = Math.max(...logits);
  const exps = logits.map(value => Math.exp(value - highest));
  const sum = exps.reduce((a, b) => a + b, 0);
  return Object.fromEntries(JUDGED.map((kind, i) => [kind, exps[i]! / sum])) as Judgement;
}
