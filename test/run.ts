// npm test: types, lint, and every test, in this order; nothing stops at the first failure.
//
//   node test/run.ts [arguments for vitest]     node test/run.ts test/turn
//
// Closes with one line, `N passed, N failed` (and `, N skipped` where some were): the types and the lint count as
// one check each, every test as one. Exit code 1 if anything failed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installChromium } from './install-chromium.ts';
import { NOTHING, plus, runVitest, type Tally, tallyText } from './tally.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
process.chdir(ROOT);

let tally: Tally = NOTHING;
const checks: readonly (readonly [heading: string, program: string, ...args: string[]])[] = [
  ['Types (tsc --noEmit)', 'tsc', '--noEmit'],
  ['Lint and format (biome check .)', 'biome', 'check', '.'],
];
for (const [title, program, ...args] of checks) {
  heading(title);
  tally = plus(tally, check(program, args));
}
heading('Chromium');
installChromium(say);
heading('Tests (vitest)');
tally = plus(tally, await runVitest(process.argv.slice(2)));
process.stdout.write(`\n${tallyText(tally)}\n`, () => process.exit(tally.failed > 0 ? 1 : 0));

/** Runs one of the project's own programs; it is one check. */
function check(program: string, args: readonly string[]): Tally {
  const { status, error } = spawnSync(join(ROOT, 'node_modules/.bin', program), args, { stdio: 'inherit' });
  if (error)
    say(`${program} could not be run: ${error.message}. Run npm test, which installs what is missing.`);
  else if (status === 0) say('passed');
  return status === 0 ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

function heading(text: string): void {
  say(`\n== ${text}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
