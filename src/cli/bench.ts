// npm run bench -- retrieval|http|widget|desk|instances|soak|sockets|costs|survival [options of the benchmark]:
// runs test/bench/<name>.ts, peers and we in one run. What only the benchmarks need lives in test/bench/package.json; it is
// installed here, and only when its lock file has changed since the last time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpWith } from './help.ts';
import { ROOT } from './root.ts';

const NAMES = [
  'retrieval',
  'http',
  'widget',
  'desk',
  'instances',
  'soak',
  'sockets',
  'costs',
  'survival',
  'import',
  'publish',
];
/** These need nothing that is not installed already. */
const WITHOUT_PEERS = ['instances', 'soak', 'sockets', 'costs', 'survival', 'widget', 'import', 'publish'];

const USAGE = `npm run bench -- ${NAMES.join('|')}`;
const [name, ...options] = process.argv.slice(2);
const folder = join(ROOT, 'test/bench');
const stampFile = join(folder, 'node_modules/.igm-installed.json');

if (name === '--help') helpWith(`Usage: ${USAGE} [options of the benchmark]`);
if (name === undefined || !NAMES.includes(name)) {
  fail(`${name === undefined ? 'Name a benchmark' : `No benchmark is called "${name}"`}: ${USAGE}`);
}
const file = join(folder, `${name}.ts`);
if (!existsSync(file)) fail(`The benchmark "${name}" does not exist yet (test/bench/${name}.ts is missing).`);
if (!WITHOUT_PEERS.includes(name)) install();
const run = spawnSync(process.execPath, [file, ...options], { cwd: ROOT, stdio: 'inherit' });
process.exitCode = run.status ?? 1;

function install(): void {
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (installedLock() === lock) return;
  process.stderr.write('Installing what test/bench/package-lock.json names (once, until it changes) …\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: folder, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) {
    const why = done.error?.message ?? `npm ci ended with ${done.status}`;
    fail(`Installation failed: ${why}. Check the connection to the npm registry and run it again.`);
  }
  writeFileSync(stampFile, JSON.stringify({ lock }));
}

function installedLock(): string | null {
  try {
    return (JSON.parse(readFileSync(stampFile, 'utf8')) as { lock: string }).lock;
  } catch {
    return null; // no stamp yet: never installed
  }
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
