import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the tests find the edition that this run of them is about. */
export const EDITION_FILE = fileURLToPath(new URL('../build/edition-under-test.json', import.meta.url));

/**
 * Before any test: reads `knowledge/` and trains its index, once for all test processes. Training takes some seconds
 * once, nothing until knowledge or code change. A fault in `knowledge/` or in the code is left to the tests to
 * report, so that the others still run.
 */
export default async function setup(): Promise<void> {
  rmSync(EDITION_FILE, { force: true });
  try {
    const { seedEdition } = await import('../src/knowledge/index.ts');
    const root = join(dirname(EDITION_FILE), '..');
    const { index, ...edition } = seedEdition(root, () =>
      process.stderr.write('Training the index (once, until knowledge/ changes) …\n'),
    );
    mkdirSync(dirname(EDITION_FILE), { recursive: true });
    const unfinished = `${EDITION_FILE}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify({ ...edition, index: Buffer.from(index).toString('base64') }));
    renameSync(unfinished, EDITION_FILE);
  } catch (error) {
    process.stderr.write(`The index could not be trained: ${String(error)}\n`);
  }
}
