/** Danger is looked for in this many code points; what comes after is never kept ("Length" in CONTRACTS.md). */
export const KEPT_CODE_POINTS = 4_000;
/** An identifier that the cut could have split is shorter than this, in UTF-16 units. */
const LONGEST_PIECE = 200;

/**
 * The part of a message that the assistant looks at: whole up to 4,000 code points. Where it has to be cut, an
 * unfinished word or number at the end goes as well: half a telephone number is no number to the redactor.
 */
export function withinLength(text: string): string {
  const cut = cutAt(text, KEPT_CODE_POINTS);
  if (cut === text.length) return text;
  const withoutWord = backWhile(text, cut, unit => !isSpace(unit));
  const withoutNumber = backWhile(text, withoutWord, unit => !isLetter(unit));
  return text.slice(0, withoutNumber);
}

/** Where the first `count` code points end. Linear in `count`, not in the text. */
function cutAt(text: string, count: number): number {
  if (text.length <= count) return text.length;
  let at = 0;
  for (let n = 0; n < count && at < text.length; n++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

/** Steps back from `end` while `drop` holds; stays at `end` where that would take more than an identifier. */
function backWhile(text: string, end: number, drop: (unit: string) => boolean): number {
  let at = end;
  while (at > 0 && end - at <= LONGEST_PIECE && drop(text.charAt(at - 1))) at--;
  return end - at > LONGEST_PIECE ? end : at;
}

const isSpace = (unit: string) => /\s/.test(unit);
const isLetter = (unit: string) => /\p{L}/u.test(unit);
