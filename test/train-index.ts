import { seedEdition } from '../src/knowledge/index.ts';
import { ROOT } from './seed.ts';

/**
 * Before any test: trains the index of `knowledge/` into `build/`, where every test process finds it. Takes some
 * seconds once, nothing until knowledge or code change. A fault in `knowledge/` is left to the tests to report.
 */
export default function setup(): void {
  try {
    seedEdition(ROOT, () => process.stderr.write('Training the index (once, until knowledge/ changes) …\n'));
  } catch (error) {
    process.stderr.write(`The index could not be trained: ${String(error)}\n`);
  }
}
