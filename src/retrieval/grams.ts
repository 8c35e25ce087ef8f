import { hash32 } from './random.ts';

/** Character 3- and 4-grams of a word with its edges, hashed to 16 bits; each once. */
export function gramsOf(word: string): Uint16Array {
  const padded = ` ${word.slice(0, 40)} `;
  const grams = new Set<number>();
  for (let size = 3; size <= 4; size++) {
    for (let i = 0; i + size <= padded.length; i++) grams.add(hash32(padded.slice(i, i + size)) & 0xffff);
  }
  return Uint16Array.from(grams);
}
