/** "No such number": what a look-up gives that finds nothing. */
export const NONE = 0xffffffff;

/** The empty string's hash; {@link hashLetter} goes on from it. */
export const HASH_START = 0x811c9dc5 | 0;

/** One step of 32-bit FNV-1a: the hash of a string and one letter more. */
export function hashLetter(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** 32-bit FNV-1a hash of a string, by UTF-16 unit. */
export function hash32(text: string): number {
  let hash = HASH_START;
  for (let i = 0; i < text.length; i++) hash = hashLetter(hash, text.charCodeAt(i));
  return hash >>> 0;
}

/**
 * A hash table with open addressing over items that are numbered: a slot holds an item's number and 1, or 0 where
 * it is free. Lies in one typed array, so that it is saved and loaded as it is.
 */
export function buildSlots(hashes: Uint32Array): Uint32Array {
  const slots = new Uint32Array(powerOfTwo(hashes.length * 2 + 2));
  const mask = slots.length - 1;
  for (let item = 0; item < hashes.length; item++) {
    let at = spread(hashes[item]!) & mask;
    while (slots[at] !== 0) at = (at + 1) & mask;
    slots[at] = item + 1;
  }
  return slots;
}

/** Where to look first for a hash; FNV's low bits alone are not even enough. */
export function spread(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 7;
}

export function powerOfTwo(least: number): number {
  let size = 1;
  while (size < least) size *= 2;
  return size;
}
