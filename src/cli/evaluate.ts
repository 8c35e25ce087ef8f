// npm run evaluate -- FILE.jsonl [--misses] [--publish]: accuracy on a question bank, each figure with its 95 %
// interval; exit 1 below the thresholds of the bank's header. `--misses` lists what went wrong, but not of a bank whose
// header says "sealed": what is measured is not read. `--publish` writes the figures that the page "how this assistant
// works" shows.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  accuracyOf,
  BankError,
  type Evaluation,
  evaluate,
  evaluateDialogues,
  evaluateLookup,
  judgedOf,
  readBank,
  reliability,
  type Scored,
  type Share,
  share,
  shareText,
  WORSE,
} from '../evaluation/index.ts';
import { helpWith } from './help.ts';
import { openSeedAssistant } from './open.ts';
import { print } from './print.ts';
import { ROOT } from './root.ts';

const USAGE = `Usage: npm run evaluate -- FILE.jsonl [--misses] [--publish]
For example: npm run evaluate -- test/data/measured.jsonl
Ends with 0 when the thresholds in the bank's first line hold, with 1 when not, with 2 for a wrong command or file.`;
/** What the page shows; committed, so that it is there on a fresh clone. */
const PUBLISHED = 'src/web/pages/accuracy.json';

helpWith(USAGE);
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { misses: { type: 'boolean', default: false }, publish: { type: 'boolean', default: false } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) fail(`Name one bank.\n${USAGE}`);
  const { header, lines, dialogues } = readBank(file);
  if (values.misses && header.sealed) fail(`${file} is sealed: its misses are not to be read.`);
  const assistant = openSeedAssistant();
  if (header.mode === 'search') {
    const shares = evaluateLookup(assistant, lines);
    print(`${header.bank}: ${lines.length} look-ups\n`);
    printShares(shares);
    process.exitCode = printThresholds(header.thresholds, { shares, figures: new Map() }) ? 0 : 1;
  } else {
    const evaluation = evaluate(assistant, lines);
    const played = evaluateDialogues(assistant, dialogues);
    print(`${header.bank}: ${lines.length} questions, ${dialogues.length} dialogues\n`);
    if (lines.length > 0) printTables(evaluation);
    if (dialogues.length > 0) printShares(played.shares);
    if (values.misses) {
      evaluation.scored.filter(({ right }) => !right).forEach(printMiss);
      for (const { id, turn, text } of played.misses) print(`${id} turn ${turn}: ${text}`);
    }
    if (values.publish) {
      const accuracy = accuracyOf(evaluation, new Date().toISOString().slice(0, 10));
      writeFileSync(join(ROOT, PUBLISHED), `${JSON.stringify(accuracy, null, 2)}\n`);
      print(`\nwritten to ${PUBLISHED}`);
    }
    const shares = new Map([...evaluation.shares, ...played.shares]);
    process.exitCode = printThresholds(header.thresholds, { ...evaluation, shares }) ? 0 : 1;
  }
} catch (error) {
  if (error instanceof BankError) fail(error.message);
  if (error instanceof TypeError && 'code' in error) fail(`${error.message}\n${USAGE}`);
  throw error;
}

function printShares(shares: ReadonlyMap<string, Share>): void {
  for (const [name, value] of shares) print(`${name.padEnd(30)} ${shareText(value)}`);
}

function printTables({ scored, shares, figures }: Evaluation): void {
  printShares(shares);
  for (const [name, value] of figures) print(`${name.padEnd(30)} ${value.toFixed(4)}`);
  print('\nright, by kind and noise');
  const noises = [...new Set(scored.map(({ line }) => line.noise))];
  print(`${''.padEnd(10)}${noises.map(noise => noise.padStart(13)).join('')}`);
  for (const kind of [...new Set(scored.map(({ line }) => line.kind))]) {
    const cells = noises.map(noise => {
      const own = scored.filter(({ line }) => line.kind === kind && line.noise === noise);
      const { value } = share(own.filter(({ right }) => right).length, own.length);
      return (own.length === 0 ? '–' : `${(100 * value).toFixed(0)} % (${own.length})`).padStart(13);
    });
    print(`${kind.padEnd(10)}${cells.join('')}`);
  }
  print('\nconfidence: in a bin of it, how often the first entry was right (answer and oos)');
  for (const { from, count, confidence, right } of reliability(judgedOf(scored))) {
    if (count > 0)
      print(
        `  ${from.toFixed(1)}–${(from + 0.1).toFixed(1)}  n ${String(count).padStart(4)}  said ${confidence.toFixed(2)}  was ${right.toFixed(2)}`,
      );
  }
}

function printMiss({ line, reply, first, confidence }: Scored): void {
  print(
    `${line.id} ${line.kind} ${line.accept} -> ${reply.decision} ${reply.reason ?? reply.entry ?? reply.intent ?? ''} (${first} ${confidence.toFixed(2)}, ${reply.lang}) | ${line.q}`,
  );
}

/** True when every threshold holds. */
function printThresholds(
  thresholds: Record<string, number>,
  { shares, figures }: Pick<Evaluation, 'shares' | 'figures'>,
): boolean {
  let good = true;
  for (const [name, limit] of Object.entries(thresholds)) {
    const value = shares.get(name)?.value ?? figures.get(name);
    const holds = value !== undefined && (name.startsWith(WORSE) ? value <= limit : value >= limit);
    if (!holds) good = false;
    print(
      `${holds ? 'holds ' : 'FAILS '} ${name} ${name.startsWith(WORSE) ? '≤' : '≥'} ${limit} (${value?.toFixed(4) ?? 'not measured'})`,
    );
  }
  return good;
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
