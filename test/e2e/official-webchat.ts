import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { ROOT } from '../seed.ts';
import { missing } from '../services.ts';

/**
 * The official Web Chat, as Microsoft publishes it. With its dependencies it is 600 MB on the disk, so it is no
 * dependency: only its package is fetched, when a test asks for it, and the one file of it that browsers load is kept
 * in `build/`.
 */
const NAME = 'botframework-webchat';
const VERSION = '4.18.1';
const INTEGRITY = '7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==';
const FILE = 'package/dist/webchat.js';

/** The bundle, or null (its test is then skipped with a line) where it cannot be fetched. */
export async function officialWebChat(): Promise<Buffer | null> {
  const folder = join(ROOT, 'build');
  const bundle = join(folder, `${NAME}-${VERSION}.js`);
  if (existsSync(bundle)) return readFileSync(bundle);
  mkdirSync(folder, { recursive: true });
  const fetched = npmPack(folder);
  if (fetched !== null) {
    missing('chromium', `${NAME}@${VERSION} could not be fetched: ${fetched}`);
    return null;
  }
  const archive = join(folder, `${NAME}-${VERSION}.tgz`);
  const integrity = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (integrity !== INTEGRITY)
    throw new Error(`${archive} is not ${NAME}@${VERSION}: its SHA-512 is ${integrity}`);
  const content = await fileIn(archive, FILE);
  const unfinished = `${bundle}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, bundle);
  return content;
}

/** Fetches the package and nothing that it depends on. What went wrong, or null. */
function npmPack(folder: string): string | null {
  const npm = process.env.npm_execpath;
  const args = ['pack', `${NAME}@${VERSION}`, '--silent', '--pack-destination', folder];
  const [program, ...rest] = npm ? [process.execPath, npm, ...args] : ['npm', ...args];
  const { status, error, stderr } = spawnSync(program!, rest, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (status === 0) return null;
  return error?.message ?? (stderr.trim().split('\n')[0] || `npm pack ended with ${status}`);
}

const BLOCK = 512;

/** One file of a tar archive (POSIX ustar), read as a stream: another one in there is 147 MB long. */
async function fileIn(archive: string, name: string): Promise<Buffer> {
  let held = Buffer.alloc(0);
  let skip = 0;
  for await (const chunk of createReadStream(archive).pipe(createGunzip())) {
    held = Buffer.concat([held, chunk as Buffer]);
    for (;;) {
      const skipped = Math.min(skip, held.length);
      held = held.subarray(skipped);
      skip -= skipped;
      if (skip > 0 || held.length < BLOCK) break;
      const text = (from: number, to: number) => held.toString('latin1', from, to).replace(/\0.*$/s, '');
      const size = Number.parseInt(text(124, 136), 8) || 0;
      if (text(0, 100) !== name) {
        skip = BLOCK + Math.ceil(size / BLOCK) * BLOCK;
        continue;
      }
      if (held.length < BLOCK + size) break;
      return Buffer.from(held.subarray(BLOCK, BLOCK + size));
    }
  }
  throw new Error(`${archive} holds no ${name}`);
}
