/**
 * npm run bench -- desk: how long an agent waits from the key to the painted result, in Chromium with its processor
 * slowed down four times, over documents of 21, 1,000 and 100,000 entries. Words are typed letter by letter, and every
 * letter is timed.
 *
 *   --quick         fewer words, without the largest document
 *   --slowdown N    default 4
 *   --size N        only a document of so many entries
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { CHROMIUM, launch } from '../chromium.ts';
import { serve } from '../desk/served.ts';
import { madePlace, ownPlace, type Place } from './desk/edition.ts';
import { timeFloor, timeTyping } from './desk/typing.ts';
import { short, table } from './table.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    slowdown: { type: 'string', default: '4' },
    size: { type: 'string' },
  },
});
const slowdown = Number(values.slowdown);
const SIZES = values.size ? [Number(values.size)] : values.quick ? [21, 1_000] : [21, 1_000, 100_000];
const LOOKUPS = values.quick ? 8 : 15;
const OWN = [
  'resid extr',
  'pasap',
  'mision del inst',
  'control mig',
  'vision',
  'politica mig',
  'fronteras',
  'objetivos estr',
  'residence forei',
  'passport cent',
  'migration pol',
  'who upd',
  'fortal',
  'derechos hum',
  'fecha emis',
];
if (CHROMIUM === null) {
  process.stderr.write('Chromium is needed: install it, or set CHROMIUM to its path.\n');
  process.exit(2);
}
print(`npm run bench -- desk ${process.argv.slice(2).join(' ')}`.trimEnd());
print(
  `Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}, processor of the browser ${slowdown} times slower\n`,
);

const browser = await launch();
const rows: string[][] = [];
rows.push(['a bare page', ...figures(await timeFloor(browser, OWN, slowdown)), '', '']);
for (const size of SIZES) {
  const place = size === 21 ? ownPlace(OWN.slice(0, LOOKUPS)) : madePlace(size, LOOKUPS);
  rows.push([size.toLocaleString('en'), ...(await row(place))]);
  process.stderr.write(`${rows.at(-1)?.join('  ')}\n`);
}
await browser.close();
print(
  table(
    [
      'entries',
      'keys',
      'key to painted result: p50 ms',
      'p95 ms',
      'worst ms',
      'of it search: p50 ms',
      'p95 ms',
    ],
    rows,
  ),
);
process.exit(0);

async function row(place: Place): Promise<string[]> {
  const served = await serve({ assistant: place.assistant, documents: place.documents });
  await served.account('ana', ['agent']);
  const times = await timeTyping(browser, served, place.typed, slowdown);
  const search = place.typed.flatMap(text =>
    beginnings(text).map(part => timed(() => place.assistant.lookUp(part, { limit: 9 }))),
  );
  await served.stop();
  return [...figures(times), ...[0.5, 0.95].map(share => short(quantile(search, share)))];
}

function figures(times: readonly number[]): string[] {
  return [String(times.length), ...[0.5, 0.95, 1].map(share => short(quantile(times, share)))];
}

function beginnings(text: string): string[] {
  return Array.from(text, (_, i) => text.slice(0, i + 1));
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
