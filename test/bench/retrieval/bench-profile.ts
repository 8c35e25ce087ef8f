import { percent, table } from '../table.ts';
import type { MadeCollection } from './collections.ts';
import { reportOf, runChild } from './run-child.ts';

/** Prints where the time of this core and of plain BM25 goes. */
export async function benchProfile(
  made: readonly MadeCollection[],
  print: (text: string) => void,
): Promise<void> {
  for (const { size, file } of made) {
    for (const which of ['core', 'bm25'] as const) {
      const shares =
        reportOf(await runChild({ kind: 'profile', which, collection: file }, 240), 'profile')?.shares ?? [];
      print(
        `\n${which === 'core' ? 'this core' : 'plain BM25'} at ${size.toLocaleString('en')} entries, misspelt questions: share of the time in the function itself`,
      );
      print(
        table(
          ['function', '%'],
          shares.map(({ where, share }) => [where, percent(share)]),
        ),
      );
    }
  }
}
