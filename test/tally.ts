import { fileURLToPath } from 'node:url';
import { parseCLI, startVitest, type Vitest } from 'vitest/node';

/** How many checks came to what. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function plus(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** `12 passed, 0 failed`, and `, 3 skipped` where any were. */
export function tallyText({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Runs vitest in this process and counts. `args` are as on vitest's command line: file filters, `-t`, `--reporter` …
 * A vitest that cannot even start counts as one failure.
 */
export async function runVitest(args: readonly string[]): Promise<Tally> {
  try {
    const { filter, options } = parseCLI(['vitest', 'run', ...args]);
    const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url));
    const vitest = await startVitest(filter, { config, ...options, watch: false, run: true });
    const tally = count(vitest);
    await vitest.close();
    return tally;
  } catch (error) {
    process.stderr.write(`vitest could not run: ${error instanceof Error ? error.stack : String(error)}\n`);
    return { ...NOTHING, failed: 1 };
  }
}

/**
 * Every test is one. So is every file or group that broke outside of its tests (a hook, an import), every error that
 * no test caught, and a run that found no test at all.
 */
function count({ state }: Vitest): Tally {
  const tally = { ...NOTHING };
  const modules = state.getTestModules();
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const result = test.result().state;
      tally[result === 'pending' ? 'failed' : result] += 1;
    }
    if (module.errors().length > 0) tally.failed += 1;
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) tally.failed += 1;
  }
  tally.failed += state.getUnhandledErrors().length;
  if (modules.length === 0) tally.failed += 1;
  return tally;
}
