// Makes `npm start`, `npm test` and `npm run ask` work on a fresh clone: installs what the lock file names,
// and only when the lock file has changed since the last time. Plain JavaScript, because it also runs under
// the machine's own Node, before the pinned one (the package `node`) is there.
//
//   node src/cli/install.mjs               everything, for the tests
//   node src/cli/install.mjs --production  without development dependencies
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stampFile = `${root}node_modules/.igm-installed.json`;
const production = process.argv.includes('--production');
const lock = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex');

if (!isInstalled()) {
  process.stderr.write('Installing what package-lock.json names (once, until it changes) …\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(production ? ['--omit=dev'] : [])];
  const command = npm ? process.execPath : 'npm';
  const done = spawnSync(command, npm ? [npm, ...args] : args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) {
    const why = done.error?.message ?? `npm ci ended with ${done.status}`;
    process.stderr.write(
      `Installation failed: ${why}. Check the connection to the npm registry and run it again.\n`,
    );
    process.exit(1);
  }
  writeFileSync(stampFile, JSON.stringify({ lock, production }));
}

function isInstalled() {
  try {
    const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
    return stamp.lock === lock && (production || !stamp.production);
  } catch {
    return false; // no stamp yet: a fresh clone
  }
}
