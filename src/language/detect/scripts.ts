/**
 * Writing systems other than the Latin one: Cyrillic, Arabic, Han … A text that is mostly written in one of them is
 * neither Spanish nor English.
 */
const BEYOND_LATIN = /[^\u0000-\u024f]/;
const FOREIGN = /(?![\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}])\p{L}/gu;
const LATIN = /\p{Script=Latin}/gu;
/** Scripts in which one character says as much as a few letters. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const DENSE_WEIGHT = 3;

/** How much of a text's letters are of another script: share 0 to 1, and how many there are. */
export function foreignScript(text: string): { share: number; letters: number } {
  if (!BEYOND_LATIN.test(text)) return { share: 0, letters: 0 };
  const composed = text.normalize('NFKC');
  const found = composed.match(FOREIGN) ?? [];
  if (found.length === 0) return { share: 0, letters: 0 };
  let weight = 0;
  for (const letter of found) weight += DENSE.test(letter) ? DENSE_WEIGHT : 1;
  const latin = composed.match(LATIN)?.length ?? 0;
  return { share: weight / (weight + latin), letters: found.length };
}
