// npm run store -- backup [--to FOLDER] [--all]    npm run store -- restore FILE
// Works on the store that DATABASE_URL names. A backup may be made while the service runs; a restore fills an empty
// store while it does not. --all takes conversations along, for moving to another engine (SQLite -> PostgreSQL).

import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGunzip, createGzip } from 'node:zlib';
import { ConfigError, readConfig } from '../config.ts';
import { backup, KEEP, openStore, restore, StoreError } from '../store/index.ts';
import { helpWith } from './help.ts';
import { print } from './print.ts';
import { ROOT } from './root.ts';

const USAGE = `Usage:
  npm run store -- backup [--to FOLDER] [--all]     default folder: data/backups
  npm run store -- restore FILE`;
/** `igm-2026-01-15T12-00-00-250Z.jsonl.gz`, earlier without milliseconds: only such files are ever removed. */
const NAME = /^igm-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(?:-\d{3})?Z\.jsonl\.gz$/;

helpWith(USAGE);
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { to: { type: 'string' }, all: { type: 'boolean', default: false } },
  });
  const [command, file, ...more] = positionals;
  if (existsSync(join(ROOT, '.env'))) process.loadEnvFile(join(ROOT, '.env'));
  const { url } = readConfig(process.env).store;
  if (url === 'memory:') fail('DATABASE_URL=memory: holds nothing that could be kept.');
  else if (command === 'backup' && file === undefined)
    await backUp(url, values.to ?? join(ROOT, 'data/backups'), values.all);
  else if (command === 'restore' && file !== undefined && more.length === 0) await restoreFrom(url, file);
  else misused(USAGE);
} catch (error) {
  const known = error instanceof ConfigError || error instanceof StoreError;
  const usage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  const system = error instanceof Error && 'syscall' in error;
  if (known || system) fail(error.message);
  else if (usage) misused(`${error.message}\n${USAGE}`);
  else throw error;
}

async function backUp(url: string, folder: string, all: boolean): Promise<void> {
  const now = Date.now();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // To the millisecond, so that two backups shortly after each other are two files.
  const name = `igm-${new Date(now).toISOString().replace(/[:.]/g, '-')}.jsonl.gz`;
  const path = join(folder, name);
  const draft = `${path}.part`;
  const lines = new PassThrough();
  const written = pipeline(lines, createGzip(), createWriteStream(draft, { mode: 0o600, flags: 'wx' }));
  written.catch((error: Error) => lines.destroy(error));
  const write = async (line: string) => {
    if (!lines.write(`${line}\n`)) await once(lines, 'drain');
  };
  try {
    const rows = await backup(url, write, { all, now });
    lines.end();
    await written;
    renameSync(draft, path);
    print(`${path}: ${rows} rows, ${Math.ceil(statSync(path).size / 1024)} KB`);
    print(
      all
        ? 'It holds conversations of the last day: destroy it once it is restored.'
        : 'Conversations of the last day are left out; keys (DATA_KEY, data/key) are kept elsewhere.',
    );
  } catch (error) {
    lines.destroy();
    rmSync(draft, { force: true });
    throw error;
  }
  await note(url, 'backup');
  for (const old of readdirSync(folder).filter(other => NAME.test(other))) {
    if (statSync(join(folder, old)).mtimeMs > now - KEEP.backups) continue;
    rmSync(join(folder, old));
    print(`${old}: removed after 14 days`);
  }
}

async function restoreFrom(url: string, file: string): Promise<void> {
  if (!existsSync(file)) return misused(`There is no file ${file}.`);
  const rows = await restore(url, () => linesOf(file), { now: Date.now() });
  await note(url, 'restore');
  print(`${rows} rows restored. What is past its time was removed again.`);
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const text = createGunzip();
  createReadStream(file)
    .on('error', error => text.destroy(error))
    .pipe(text);
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY }))
      yield line;
  } catch (error) {
    throw new StoreError(
      'backup-invalid',
      `The file ${file} is damaged or no backup (${(error as Error).message}).`,
    );
  }
}

/** Leaves a line in the audit, and enforces the retention: a backup may hold what is past its time by now. */
async function note(url: string, action: string): Promise<void> {
  const store = await openStore(url);
  await store.purge(Date.now());
  await store.recordAudit({ actor: 'operator', action: `store-${action}`, detail: null });
  await store.close();
}

function fail(message: string, code = 1): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}

/** A wrong command or file. */
function misused(message: string): void {
  fail(message, 2);
}
