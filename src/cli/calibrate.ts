// npm run calibrate: fits the judgement (src/understanding/calibration.json) on the tuning half of the bank, and
// prints what each threshold would give. The measured half is never read here.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BankLine, readBank } from '../evaluation/index.ts';
import { openEdition, seedEdition } from '../knowledge/index.ts';
import { fold } from '../language/index.ts';
import {
  createLexicon,
  FEATURE_NAMES,
  JUDGED,
  judgeFeatures,
  judgeWith,
  signalsOf,
} from '../understanding/index.ts';
import { print } from './print.ts';
import { ROOT } from './root.ts';

/** Penalty on large weights; strokes of gradient descent and their length. */
const L2 = 0.002;
const STROKES = 2_000;
const STEP = 2;
/** Ways to divide the bank for the figures that are printed. */
const FOLDS = 5;
/** What a mistake costs against a missed right answer. */
const COST = { falseOnElsewhere: 4, falseOnRelated: 2, missedDanger: 4, falseDanger: 1 };

interface Example {
  line: BankLine;
  features: number[];
  /** Index into {@link JUDGED}; −1 for danger, which is judged apart. */
  label: number;
  danger: number;
  topRight: boolean;
}

const LABELS: Record<BankLine['kind'], number> = {
  answer: 0,
  related: 1,
  oos: 2,
  chat: 3,
  urgent: -1,
  hostile: 2,
};

const edition = openEdition(seedEdition(ROOT));
const lexicon = createLexicon(edition.glossary, edition.institutions);
const examples = readBank(join(ROOT, 'test/data/tuning.jsonl')).lines.map((line): Example => {
  const signals = signalsOf(edition.index, lexicon, line.q, fold(line.q));
  return {
    line,
    features: judgeFeatures(signals),
    label: LABELS[line.kind],
    danger: signals.kinds.danger,
    topRight: line.accept.includes(signals.explanation.hits[0]?.id ?? ''),
  };
});
const judged = examples.filter(({ label }) => label >= 0);
const heldOut = crossValidated(judged);
const answer = bestThreshold('answer', answerCost(heldOut));
const danger = bestThreshold('danger', dangerCost(examples));
const weights = fitWeights(judged);
printWeights(weights);
const rounded = weights.map(row => row.map(weight => Math.round(weight * 1000) / 1000));
const file = join(ROOT, 'src/understanding/calibration.json');
const rows = rounded.map(row => `    ${JSON.stringify(row).replaceAll(',', ', ')}`).join(',\n');
writeFileSync(
  file,
  `{\n  "weights": [\n${rows}\n  ],\n  "thresholds": { "answer": ${answer}, "danger": ${danger} }\n}\n`,
);
print(`\nWritten: src/understanding/calibration.json (answer ≥ ${answer}, danger ≥ ${danger})`);

function fitWeights(rows: readonly Example[]): number[][] {
  const count = rows[0]!.features.length;
  const fitted = JUDGED.map(() => new Array<number>(count).fill(0));
  for (let stroke = 0; stroke < STROKES; stroke++) {
    const gradient = JUDGED.map(() => new Array<number>(count).fill(0));
    for (const { features, label } of rows) {
      const p = judgeWith(fitted, features);
      JUDGED.forEach((kind, c) => {
        const error = p[kind] - (c === label ? 1 : 0);
        features.forEach((value, i) => {
          gradient[c]![i]! += error * value;
        });
      });
    }
    fitted.forEach((row, c) => {
      row.forEach((weight, i) => {
        row[i] = weight - STEP * (gradient[c]![i]! / rows.length + L2 * weight);
      });
    });
  }
  return fitted;
}

/** Each example's probabilities from weights that were fitted without it. */
function crossValidated(
  rows: readonly Example[],
): (Example & { p: Record<(typeof JUDGED)[number], number> })[] {
  const parts = Array.from({ length: FOLDS }, (_, k) => fitWeights(rows.filter((_, i) => i % FOLDS !== k)));
  const out = rows.map((row, i) => ({ ...row, p: judgeWith(parts[i % FOLDS]!, row.features) }));
  for (const kind of ['answer', 'related', 'oos', 'chat'] as const) {
    const own = out.filter(({ line }) => line.kind === kind);
    const counts = JUDGED.map(judgedAs => {
      const n = own.filter(({ p }) => JUDGED.every(other => p[judgedAs] >= p[other])).length;
      return `${judgedAs} ${((100 * n) / own.length).toFixed(1)} %`;
    });
    print(`${kind.padEnd(8)} judged as ${counts.join(', ')}`);
  }
  return out;
}

function answerCost(rows: ReturnType<typeof crossValidated>) {
  return (threshold: number) => {
    const given = rows.filter(
      ({ p }) => p.answer >= threshold && p.answer >= Math.max(p.related, p.elsewhere, p.chat),
    );
    const right = given.filter(({ line, topRight }) => line.kind === 'answer' && topRight).length;
    const elsewhere = given.filter(({ line }) => line.kind === 'oos' || line.kind === 'chat').length;
    const related = given.filter(({ line }) => line.kind === 'related').length;
    return {
      cost: COST.falseOnElsewhere * elsewhere + COST.falseOnRelated * related - right,
      text: `right ${right}, given to oos or chat ${elsewhere}, given to related ${related}`,
    };
  };
}

function dangerCost(rows: readonly Example[]) {
  return (threshold: number) => {
    const found = rows.filter(({ line, danger: p }) => line.kind === 'urgent' && p >= threshold).length;
    const all = rows.filter(({ line }) => line.kind === 'urgent').length;
    const alarms = rows.filter(({ line, danger: p }) => line.kind !== 'urgent' && p >= threshold).length;
    return {
      cost: COST.missedDanger * (all - found) + COST.falseDanger * alarms,
      text: `found ${found} of ${all}, false alarms ${alarms}`,
    };
  };
}

function bestThreshold(name: string, costAt: (threshold: number) => { cost: number; text: string }): number {
  print(`\n${name} from`);
  const steps = Array.from({ length: 16 }, (_, i) => Math.round((0.1 + 0.05 * i) * 100) / 100);
  const tried = steps.map(threshold => ({ threshold, ...costAt(threshold) }));
  for (const { threshold, text } of tried) print(`  ${threshold.toFixed(2)}  ${text}`);
  return tried.reduce((best, next) => (next.cost < best.cost ? next : best)).threshold;
}

function printWeights(fitted: readonly (readonly number[])[]): void {
  print(`\nweights          ${JUDGED.map(kind => kind.padStart(10)).join('')}`);
  FEATURE_NAMES.forEach((name, i) => {
    print(`${name.padEnd(16)} ${fitted.map(row => row[i]!.toFixed(2).padStart(10)).join('')}`);
  });
}
