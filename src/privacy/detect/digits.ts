/**
 * Digits of every script: full-width, Arabic-Indic, Devanagari, mathematical, circled, keycaps, Chinese, Maya …
 */

const DECIMAL_DIGIT = /^\p{Nd}$/u;

/** Numbers that Unicode does not decompose: code point of the first, its value, how many follow each other. */
const NUMBERED: readonly (readonly [first: number, value: number, count: number])[] = [
  [0x1369, 1, 9], // Ethiopic
  [0x24eb, 11, 10], // negative circled, 11 to 20
  [0x24f5, 1, 10], // double circled
  [0x24ff, 0, 1],
  [0x2776, 1, 10], // dingbats: negative circled, sans-serif, negative sans-serif
  [0x2780, 1, 10],
  [0x278a, 1, 10],
  [0x3021, 1, 9], // Hangzhou
  [0x1d2e0, 0, 20], // Maya
  [0x1f10b, 0, 1],
  [0x1f10c, 0, 1],
  [0x1f51f, 10, 1], // keycap ten
  [0xe0030, 0, 10], // tag digits: invisible, and yet readable by a program
];

const CHINESE = '〇一二三四五六七八九';

/** ASCII digits of a character that stands for a number, or null. */
export function digitsOf(character: string): string | null {
  const code = character.codePointAt(0) ?? 0;
  if (DECIMAL_DIGIT.test(character)) return String(decimalValue(code));
  for (const [first, value, count] of NUMBERED) {
    if (code >= first && code < first + count) return String(value + code - first);
  }
  if (character === '零') return '0';
  const chinese = CHINESE.indexOf(character);
  return chinese >= 0 ? String(chinese) : null;
}

/** Decimal digits stand in runs of ten from zero, so the distance to the start of the run gives the value. */
function decimalValue(code: number): number {
  let first = code;
  while (first > 0 && DECIMAL_DIGIT.test(String.fromCodePoint(first - 1))) first--;
  return (code - first) % 10;
}
