// npm run calibrate: fits the judgement (src/understanding/calibration.json) and prints what each threshold would
// give. It learns from the tuning banks, and from the lines of knowledge/ themselves, each looked up in an index that
// was trained without it. The measured half is never read here. Takes a minute or two.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BankLine, calibrationError, readBank } from '../evaluation/index.ts';
import { openEdition, readKnowledge, seedEdition } from '../knowledge/index.ts';
import { fold } from '../language/index.ts';
import type { Index } from '../retrieval/index.ts';
import {
  createLexicon,
  JUDGED,
  type Judged,
  type Judgement,
  judgeFeatures,
  judgeWith,
  signalsOf,
  trainIndex,
} from '../understanding/index.ts';
import { withoutPart } from './calibration/held-out.ts';
import { fitSoftmax } from './calibration/softmax-regression.ts';
import { print } from './print.ts';
import { ROOT } from './root.ts';

/** Lines to learn from; the others of test/data are for measuring. */
const BANKS = ['tuning', 'asked-tuning', 'varied-tuning'];
/** Into how many parts knowledge/ is divided to be looked up by an index that has not seen it. */
const PARTS = 3;
/** How much knowledge/ counts in all, beside the banks: it is harder than what people ask, and there is far more of it. */
const KNOWLEDGE_SHARE = 0.3;
/** Penalty on large weights. */
const PENALTY = 5e-4;
/** Ways to divide the bank for the figures that are printed. */
const FOLDS = 5;
/** What a mistake costs against a missed right answer. */
const COST = { falseOnElsewhere: 5, falseOnRelated: 2.5, missedDanger: 1.5, falseDanger: 1 };
/** A threshold is nearly as good as the best if it costs no more than this share of the kind's lines in addition. */
const NEARLY = 0.005;

interface Example {
  features: Record<string, number>;
  kind: Judged;
  /** The entry put first is one that answers. */
  topRight: boolean;
  ofBank: boolean;
}

const KINDS: Record<BankLine['kind'], Judged> = {
  answer: 'answer',
  related: 'related',
  oos: 'elsewhere',
  chat: 'chat',
  urgent: 'danger',
  hostile: 'elsewhere',
};

const knowledge = readKnowledge(join(ROOT, 'knowledge'));
const lexicon = createLexicon(knowledge);
const examples = [...ofBanks(), ...ofKnowledge()];
const judged = crossValidated();
const answer = bestThreshold('answer', answerCost);
const danger = bestThreshold('danger', dangerCost);
const weights = fitted(examples);
printWeights();
write();

function example(
  index: Index,
  text: string,
  kind: Judged,
  accept: readonly string[],
  ofBank: boolean,
): Example {
  const signals = signalsOf(index, lexicon, text, fold(text));
  const first = signals.explanation.hits[0]?.id ?? '';
  return { features: judgeFeatures(signals), kind, topRight: accept.includes(first), ofBank };
}

function ofBanks(): Example[] {
  const { index } = openEdition(seedEdition(ROOT));
  return BANKS.flatMap(bank => readBank(join(ROOT, `test/data/${bank}.jsonl`)).lines).map(
    ({ q, kind, accept }) => example(index, q, KINDS[kind], accept, true),
  );
}

function ofKnowledge(): Example[] {
  return Array.from({ length: PARTS }, (_, part) => {
    print(`Training without part ${part + 1} of ${PARTS} of knowledge/ …`);
    const { rest, heldOut } = withoutPart(knowledge, part, PARTS);
    const index = trainIndex(rest);
    return heldOut.map(({ text, kind, entry }) => example(index, text, kind, entry ? [entry] : [], false));
  }).flat();
}

/** Weights by feature. Each kind counts as much in knowledge/ as in the banks, so that its share stays what it is there. */
function fitted(rows: readonly Example[]): Record<string, number[]> {
  const names = Object.keys(rows[0]!.features);
  const count = (kind: Judged, ofBank: boolean) =>
    Math.max(1, rows.filter(row => row.kind === kind && row.ofBank === ofBank).length);
  const weightOf = Object.fromEntries(
    JUDGED.map(kind => [kind, (KNOWLEDGE_SHARE * count(kind, true)) / count(kind, false)]),
  );
  const made = fitSoftmax(
    rows.map(({ features, kind, ofBank }) => ({
      features: names.map(name => features[name]!),
      label: JUDGED.indexOf(kind),
      weight: ofBank ? 1 : weightOf[kind]!,
    })),
    JUDGED.length,
    PENALTY,
  );
  return Object.fromEntries(names.map((name, i) => [name, made[i]!]));
}

/** Each line's probabilities from weights that were fitted without it. */
function crossValidated(): (Example & { p: Judgement })[] {
  const parts = Array.from({ length: FOLDS }, (_, k) => fitted(examples.filter((_, i) => i % FOLDS !== k)));
  const out = examples.map((row, i) => ({ ...row, p: judgeWith(parts[i % FOLDS]!, row.features) }));
  for (const [name, rows] of [
    ['banks', out.filter(row => row.ofBank)],
    ['knowledge/', out.filter(row => !row.ofBank)],
  ] as const) {
    print(`\n${name}: ${rows.length} lines`);
    for (const kind of JUDGED) {
      const own = rows.filter(row => row.kind === kind);
      const counts = JUDGED.map(judgedAs => {
        const n = own.filter(({ p }) => JUDGED.every(other => p[judgedAs] >= p[other])).length;
        return `${judgedAs} ${((100 * n) / own.length).toFixed(1)} %`;
      });
      print(`  ${kind.padEnd(10)} judged as ${counts.join(', ')}`);
    }
    const answerable = rows.filter(({ kind }) => kind === 'answer' || kind === 'elsewhere');
    const error = calibrationError(
      answerable.map(({ p, kind, topRight }) => ({
        confidence: p.answer,
        positive: kind === 'answer' && topRight,
      })),
    );
    print(`  calibration error ${error.toFixed(4)}`);
  }
  return out;
}

function answerCost(threshold: number) {
  const given = judged.filter(
    ({ ofBank, p }) =>
      ofBank && p.answer >= threshold && p.answer >= Math.max(p.related, p.elsewhere, p.chat),
  );
  const right = given.filter(({ kind, topRight }) => kind === 'answer' && topRight).length;
  const elsewhere = given.filter(({ kind }) => kind === 'elsewhere' || kind === 'chat').length;
  const related = given.filter(({ kind }) => kind === 'related').length;
  return {
    cost: COST.falseOnElsewhere * elsewhere + COST.falseOnRelated * related - right,
    text: `right ${right}, given to oos or chat ${elsewhere}, given to related ${related}`,
  };
}

/** On knowledge/ as well: the banks hold too few alarms. */
function dangerCost(threshold: number) {
  const all = judged.filter(({ kind }) => kind === 'danger');
  const found = all.filter(({ p }) => p.danger >= threshold).length;
  const alarms = judged.filter(({ kind, p }) => kind !== 'danger' && p.danger >= threshold).length;
  return {
    cost: COST.missedDanger * (all.length - found) + COST.falseDanger * alarms,
    text: `found ${found} of ${all.length}, false alarms ${alarms}`,
  };
}

/** The middle one of those that cost next to nothing more than the best: what few lines decide is chance. */
function bestThreshold(name: Judged, costAt: (threshold: number) => { cost: number; text: string }): number {
  print(`\n${name} from`);
  const steps = Array.from({ length: 16 }, (_, i) => Math.round((0.1 + 0.05 * i) * 100) / 100);
  const tried = steps.map(threshold => ({ threshold, ...costAt(threshold) }));
  for (const { threshold, text } of tried) print(`  ${threshold.toFixed(2)}  ${text}`);
  const most =
    Math.min(...tried.map(({ cost }) => cost)) +
    NEARLY * judged.filter(({ kind, ofBank }) => kind === name && (ofBank || name === 'danger')).length;
  const good = tried.filter(({ cost }) => cost <= most);
  return good[Math.floor(good.length / 2)]!.threshold;
}

function printWeights(): void {
  print(`\nweights                ${JUDGED.map(kind => kind.padStart(10)).join('')}`);
  for (const [name, row] of Object.entries(weights))
    print(`${name.padEnd(22)} ${row.map(weight => weight.toFixed(2).padStart(10)).join('')}`);
}

function write(): void {
  const lines = Object.entries(weights).map(
    ([name, row]) => `    "${name}": [${row.map(weight => Math.round(weight * 1000) / 1000).join(', ')}]`,
  );
  writeFileSync(
    join(ROOT, 'src/understanding/calibration.json'),
    `{\n  "weights": {\n${lines.join(',\n')}\n  },\n  "thresholds": { "answer": ${answer}, "danger": ${danger} }\n}\n`,
  );
  print(`\nWritten: src/understanding/calibration.json (answer ≥ ${answer}, danger ≥ ${danger})`);
}
