import { short, table } from '../table.ts';
import type { MadeCollection } from './collections.ts';
import type { Pair } from './jobs.ts';
import { reportOf, runChild } from './run-child.ts';

type Print = (text: string) => void;

/** This core, with typo repair, against a plain BM25 without, in one process and in turns. */
export async function benchPairs(made: readonly MadeCollection[], print: Print): Promise<void> {
  const pairs: [MadeCollection, Pair][] = [];
  for (const collection of made) {
    const pair = reportOf(await runChild({ kind: 'pair', collection: collection.file }, 150), 'pair')?.pair;
    if (pair) pairs.push([collection, pair]);
    else print(`${collection.size}: stopped after 150 s`);
  }
  print(
    '\nThis core with typo repair beside plain BM25 over the same texts, in one process and in turns, milliseconds a',
  );
  print('question after 2,000 to warm up; goal at 10,000 and 100,000: p50 at most 1 ×, p99 at most 2 ×.');
  const rows = pairs.flatMap(([{ size }, pair]) =>
    (['asked', 'misspelt'] as const).map(form => {
      const [core, plain] = [pair.core[form], pair.bm25[form]];
      const times = [core.p50, plain.p50, core.p99, plain.p99].map(short);
      return [
        `${size.toLocaleString('en')} ${form}`,
        ...times,
        `${(core.p50 / plain.p50).toFixed(2)} ×`,
        `${(core.p99 / plain.p99).toFixed(2)} ×`,
      ];
    }),
  );
  print(table(['entries', 'p50 core', 'p50 BM25', 'p99 core', 'p99 BM25', 'p50', 'p99'], rows));
  print(
    '\nThis core: building, saving and loading, milliseconds; each is one step, during which nothing else runs.',
  );
  const steps = pairs.map(([{ size }, { build, save, load, firstRepair, saved }]) => [
    size.toLocaleString('en'),
    ...[build, save, load, firstRepair, saved].map(short),
  ]);
  print(table(['entries', 'build', 'save', 'load', 'first repair after loading', 'saved MB'], steps));
}
