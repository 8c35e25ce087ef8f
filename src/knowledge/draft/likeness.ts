import { fold, words } from '../../language/index.ts';

/** A text's words and pairs of words, ready to be compared. */
export type Grams = ReadonlyMap<string, number>;

/** Words count, and pairs of words, so that order counts. Case, accents and numbering do not. */
export function gramsOf(text: string): Grams {
  const found = words(fold(text)).filter(word => !/^\d+$/.test(word));
  const grams = new Map<string, number>();
  const add = (gram: string) => grams.set(gram, (grams.get(gram) ?? 0) + 1);
  found.forEach((word, i) => {
    add(word);
    if (i > 0) add(`${found[i - 1]} ${word}`);
  });
  return grams;
}

/** 0: nothing in common; 1: the same (Dice's coefficient over the grams). */
export function likeness(a: Grams, b: Grams): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let common = 0;
  for (const [gram, count] of small) common += Math.min(count, large.get(gram) ?? 0);
  const total = sizeOf(a) + sizeOf(b);
  return total === 0 ? 0 : (2 * common) / total;
}

function sizeOf(grams: Grams): number {
  let size = 0;
  for (const count of grams.values()) size += count;
  return size;
}
