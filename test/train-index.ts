import { fileURLToPath } from 'node:url';

/**
 * Before any test: trains the index of `knowledge/` into `build/`, where every test process finds it. Takes some
 * seconds once, nothing until knowledge or code change. A fault in `knowledge/` or in the code is left to the tests
 * to report, so that the others still run.
 */
export default async function setup(): Promise<void> {
  try {
    const { seedEdition } = await import('../src/knowledge/index.ts');
    const root = fileURLToPath(new URL('..', import.meta.url));
    seedEdition(root, () => process.stderr.write('Training the index (once, until knowledge/ changes) …\n'));
  } catch (error) {
    process.stderr.write(`The index could not be trained: ${String(error)}\n`);
  }
}
