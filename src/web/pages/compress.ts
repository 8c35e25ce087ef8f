import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Encoding } from './accept.ts';

/**
 * Compresses a text of some tens of kilobytes. `ahead`: as small as it gets, once; `now`: in about a millisecond,
 * for a page that only one person sees.
 */
export function compressed(
  text: string,
  encoding: Exclude<Encoding, null>,
  when: 'ahead' | 'now',
): Uint8Array {
  const bytes = Buffer.from(text, 'utf8');
  if (encoding === 'gzip') return gzipSync(bytes, { level: when === 'ahead' ? 9 : 5 });
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: when === 'ahead' ? 11 : 4,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}
