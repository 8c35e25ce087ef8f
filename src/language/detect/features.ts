import { accented } from './tokens.ts';

/**
 * What a word is recognised by when it is not on the list of known words: the runs of two to four letters in it,
 * with its beginning and end, each hashed to a bucket of the weight table (feature hashing: Weinberger and others,
 * 2009). Letters with accents are evidence of their own, read from the unfolded text.
 */

/** Number of buckets. The weight table has one printable character for each. */
export const BUCKETS = 6144;
const SHORTEST = 2;
const LONGEST = 4;

/** 32-bit finaliser of MurmurHash3's kind: spreads neighbouring values over all buckets. */
function bucket(value: number): number {
  let h = value ^ (value >>> 15);
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 12;
  h = Math.imul(h, 0x297a2d39);
  h ^= h >>> 15;
  return (h >>> 0) % BUCKETS;
}

/** Buckets of the letter runs of one folded word. */
export function letterRuns(word: string): number[] {
  const out: number[] = [];
  const padded = `^${word}$`;
  for (let start = 0; start < padded.length; start++) {
    let hash = 0x1234567;
    for (let n = 1; n <= LONGEST && start + n <= padded.length; n++) {
      hash = Math.imul(hash ^ padded.charCodeAt(start + n - 1), 0x01000193); // FNV-1a
      if (n >= SHORTEST) out.push(bucket(hash + n));
    }
  }
  return out;
}

/** Buckets of the accented letters, ñ, ¿ and ¡ of a text as it was written, each alone and with either neighbour. */
export function accentMarks(text: string): number[] {
  const out: number[] = [];
  const lower = accented(text);
  for (let i = 0; i < lower.length; i++) {
    const code = lower.charCodeAt(i);
    if (!isMark(code)) continue;
    const before = i > 0 ? lower.charCodeAt(i - 1) : 32;
    const after = i + 1 < lower.length ? lower.charCodeAt(i + 1) : 32;
    out.push(
      bucket(Math.imul(code, 7919)),
      bucket(Math.imul(code, 7919) + Math.imul(before, 104729) + 1),
      bucket(Math.imul(code, 7919) + Math.imul(after, 1299709) + 2),
    );
  }
  return out;
}

/** ¿, ¡, and the letters of Latin-1, Latin Extended A and B and Latin Extended Additional. */
function isMark(code: number): boolean {
  if (code === 0xbf || code === 0xa1) return true;
  if (code < 0xc0 || code === 0xd7 || code === 0xf7) return false;
  return code < 0x250 || (code >= 0x1e00 && code < 0x1f00);
}
