import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { ROOT } from './seed.ts';

/** A package as it is published. */
export interface Published {
  readonly name: string;
  readonly version: string;
  /** SHA-512 of its archive, in base64. */
  readonly integrity: string;
}

/** The package could not be had: no connection to the registry, most likely. */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';
}

/**
 * One file of a package that browsers load and that is no dependency of ours: what tests and benchmarks look at our
 * widget beside. Its archive is fetched without anything that it depends on, when it is asked for, and kept in
 * `build/`. Fails with {@link NotFetched}.
 */
export async function publishedFile(published: Published, path: string): Promise<Buffer> {
  const { name, version, integrity } = published;
  const folder = join(ROOT, 'build');
  const kept = join(folder, `${name}-${version}-${basename(path)}`);
  if (existsSync(kept)) return readFileSync(kept);
  mkdirSync(folder, { recursive: true });
  const archive = join(folder, `${name}-${version}.tgz`);
  if (!existsSync(archive)) npmPack(`${name}@${version}`, folder);
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== integrity) throw new Error(`${archive} is not ${name}@${version}: its SHA-512 is ${found}`);
  const content = await fileIn(archive, `package/${path}`);
  writeFileSync(`${kept}.${process.pid}`, content);
  renameSync(`${kept}.${process.pid}`, kept);
  return content;
}

/** Fetches the package and nothing that it depends on. */
function npmPack(what: string, folder: string): void {
  const npm = process.env.npm_execpath;
  const args = ['pack', what, '--silent', '--pack-destination', folder];
  const [program, ...rest] = npm ? [process.execPath, npm, ...args] : ['npm', ...args];
  const { status, error, stderr } = spawnSync(program!, rest, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (status === 0) return;
  const why = error?.message ?? (stderr.trim().split('\n')[0] || `npm pack ended with ${status}`);
  throw new NotFetched(`${what} could not be fetched: ${why}`);
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
