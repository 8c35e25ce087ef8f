import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** A content in both encodings, as small as they get. */
export interface Compressed {
  readonly br: Uint8Array;
  readonly gzip: Uint8Array;
}

/** Compresses off the event loop. What was compressed before is not compressed again. */
export type Compressor = (content: Buffer, isText: boolean) => Promise<Compressed>;

/**
 * Keeps what it has made in `folder`, under the hash of the content: a second of work for a start that takes as
 * long. A folder that cannot be written to (a container's) only costs that second.
 */
export function createCompressor(folder: string): Compressor {
  return async (content, isText) => {
    const file = join(folder, createHash('sha256').update(content).digest('hex').slice(0, 32));
    try {
      const [br, gz] = await Promise.all([readFile(`${file}.br`), readFile(`${file}.gz`)]);
      return { br, gzip: gz };
    } catch {
      const made = await compress(content, isText);
      await keep(folder, file, made).catch(() => {});
      return made;
    }
  };
}

async function compress(content: Buffer, isText: boolean): Promise<Compressed> {
  const params = {
    [constants.BROTLI_PARAM_MODE]: isText ? constants.BROTLI_MODE_TEXT : constants.BROTLI_MODE_GENERIC,
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  const [br, gz] = await Promise.all([brotli(content, { params }), zip(content, { level: 9 })]);
  return { br, gzip: gz };
}

/** Written beside and renamed, so that a second process never reads half a file. */
async function keep(folder: string, file: string, { br, gzip: gz }: Compressed): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of [
    [`${file}.br`, br],
    [`${file}.gz`, gz],
  ] as const) {
    await writeFile(`${name}.${process.pid}`, bytes);
    await rename(`${name}.${process.pid}`, name);
  }
}
