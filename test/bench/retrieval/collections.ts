import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryRows } from '../../../src/understanding/train.ts';
import { knowledge } from './bank.ts';
import { type Collection, makeCollection } from './collection.ts';
import { TIMED, WARM_UP } from './limits.ts';

const SEED = 20240115;

/** A generated collection in a file that child processes read. */
export interface MadeCollection extends Pick<Collection, 'tokens' | 'vocabulary'> {
  size: number;
  /** How many titles, questions and answers it has. */
  texts: number;
  file: string;
}

/** Makes a collection of each size, hands them over, and removes them. */
export async function withCollections(
  sizes: readonly number[],
  use: (made: MadeCollection[]) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const rows = entryRows(knowledge());
    const made = sizes.map(size => {
      const collection = makeCollection(rows, size, WARM_UP + TIMED, SEED);
      const file = join(folder, `${size}.json`);
      writeFileSync(file, JSON.stringify(collection));
      return { size, texts: 2 * size, file, tokens: collection.tokens, vocabulary: collection.vocabulary };
    });
    await use(made);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
