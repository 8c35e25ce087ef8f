import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the tests find the edition that this run of them is about. */
export const EDITION_FILE = fileURLToPath(new URL('../build/edition-under-test.json', import.meta.url));

const TRAINING = `
  import { seedEdition } from './src/knowledge/index.ts';
  seedEdition('.', () => process.stderr.write('Training the index (once, until knowledge/ changes) …\\n'));
`;

/**
 * Before any test: reads `knowledge/` and trains its index, once for all test processes. Training takes half a minute
 * once, nothing until knowledge or code change; by Node itself, since code as the test runner transforms it reads every
 * imported constant through a getter, and trains several times slower. A fault in `knowledge/` or in the code is left to the tests to
 * report, so that the others still run.
 */
export default async function setup(): Promise<void> {
  rmSync(EDITION_FILE, { force: true });
  try {
    const root = join(dirname(EDITION_FILE), '..');
    execFileSync(process.execPath, ['--input-type=module', '--eval', TRAINING], {
      cwd: root,
      stdio: 'inherit',
    });
    const { seedEdition } = await import('../src/knowledge/index.ts');
    const { index, ...edition } = seedEdition(root);
    mkdirSync(dirname(EDITION_FILE), { recursive: true });
    const unfinished = `${EDITION_FILE}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify({ ...edition, index: Buffer.from(index).toString('base64') }));
    renameSync(unfinished, EDITION_FILE);
  } catch (error) {
    process.stderr.write(`The index could not be trained: ${String(error)}\n`);
  }
}
