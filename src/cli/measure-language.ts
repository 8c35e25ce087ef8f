// node src/cli/measure-language.ts [tuning]: how often the language of a fragment is recognised, and whether the
// confidence keeps its word, on test/data/language-measured.jsonl (or the half that the detector was tuned on).
//
//   --wrong   lists what went wrong
import { detectLanguage } from '../language/index.ts';
import { type Fragment, readFragments } from './language-fragments.ts';
import { print } from './print.ts';

const SURE = 0.8;
const BINS = 10;

const fragments = readFragments(process.argv.includes('tuning') ? 'language-tuning' : 'language-measured');
const rows = fragments.map(fragment => ({
  ...fragment,
  ...detectLanguage(fragment.q),
  expected: fragment.lang,
}));
const known = rows.filter(({ expected }) => expected !== 'unsure');

const isShort = ({ kind }: Fragment) => kind !== undefined && kind !== 'long';
const groups: [string, (row: (typeof rows)[number]) => boolean][] = [
  ['Spanish or English, 1 to 3 words', isShort],
  ['  Spanish', row => isShort(row) && row.expected === 'es'],
  ['  English', row => isShort(row) && row.expected === 'en'],
  ['  clean', row => row.kind === 'clean'],
  ['  SMS', row => row.kind === 'sms'],
  ['  misspelt', row => row.kind === 'typo'],
  ['Spanish or English, longer', row => row.kind === 'long'],
  ['another language', row => row.expected === 'other'],
  ...[...new Set(fragments.flatMap(fragment => fragment.in ?? []))].map(
    code => [`  ${code}`, row => row.in === code] as [string, (row: (typeof rows)[number]) => boolean],
  ),
];
for (const [name, belongs] of groups) {
  const those = known.filter(belongs);
  const right = those.filter(row => row.lang === row.expected);
  const surelyWrong = those.filter(row => row.lang !== row.expected && row.confidence >= SURE);
  print(
    `${name.padEnd(34)} ${String(right.length).padStart(4)} of ${String(those.length).padStart(4)} ${percent(right.length, those.length)}   surely wrong ${surelyWrong.length}`,
  );
}
const unsure = rows.filter(({ expected }) => expected === 'unsure');
const kept = unsure.filter(({ confidence }) => confidence < SURE);
print(
  `${'says nothing: confidence < 0.8'.padEnd(34)} ${String(kept.length).padStart(4)} of ${String(unsure.length).padStart(4)} ${percent(kept.length, unsure.length)}`,
);

let error = 0;
print('\nconfidence   texts   said   right');
for (let bin = 0; bin < BINS; bin++) {
  const those = known.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin);
  if (those.length === 0) continue;
  const said = those.reduce((sum, { confidence }) => sum + confidence, 0) / those.length;
  const right = those.filter(row => row.lang === row.expected).length / those.length;
  error += (Math.abs(said - right) * those.length) / known.length;
  print(
    `${(bin / BINS).toFixed(1)} to ${((bin + 1) / BINS).toFixed(1)}   ${String(those.length).padStart(5)}   ${said.toFixed(2)}   ${right.toFixed(2)}`,
  );
}
print(`expected calibration error ${(100 * error).toFixed(1)} %`);

if (process.argv.includes('--wrong')) {
  for (const { q, expected, lang, confidence } of rows) {
    const wrong = expected === 'unsure' ? confidence >= SURE : lang !== expected;
    if (wrong) print(`${expected} taken for ${lang} ${confidence.toFixed(2)}: ${q}`);
  }
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`.padStart(7);
}
