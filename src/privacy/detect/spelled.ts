import { gapBefore, type Reading } from './reading.ts';

/**
 * Numbers that are spelled as words, as people dictate them: one digit after another, or in pairs. Spanish,
 * English, and the single digits of Portuguese and French. Folded: no accents.
 */
const UNITS: readonly (readonly string[])[] = [
  ['cero', 'zero', 'zeros', 'ceros'],
  ['uno', 'una', 'un', 'one', 'um'],
  ['dos', 'two', 'dois', 'duas', 'deux'],
  ['tres', 'three', 'trois'],
  ['cuatro', 'four', 'quatro', 'quatre'],
  ['cinco', 'five', 'cinq'],
  ['seis', 'six', 'meia'],
  ['siete', 'seven', 'sete', 'sept'],
  ['ocho', 'eight', 'oito', 'huit'],
  ['nueve', 'nine', 'nove', 'neuf'],
];
const TEENS: readonly (readonly string[])[] = [
  ['diez', 'ten'],
  ['once', 'eleven'],
  ['doce', 'twelve'],
  ['trece', 'thirteen'],
  ['catorce', 'fourteen'],
  ['quince', 'fifteen'],
  ['dieciseis', 'sixteen'],
  ['diecisiete', 'seventeen'],
  ['dieciocho', 'eighteen'],
  ['diecinueve', 'nineteen'],
  ['veinte', 'twenty'],
  ['veintiuno', 'veintiun'],
  ['veintidos'],
  ['veintitres'],
  ['veinticuatro'],
  ['veinticinco'],
  ['veintiseis'],
  ['veintisiete'],
  ['veintiocho'],
  ['veintinueve'],
];
const TENS: readonly (readonly string[])[] = [
  ['veinte', 'twenty'],
  ['treinta', 'thirty'],
  ['cuarenta', 'forty'],
  ['cincuenta', 'fifty'],
  ['sesenta', 'sixty'],
  ['setenta', 'seventy'],
  ['ochenta', 'eighty'],
  ['noventa', 'ninety'],
];
const HUNDREDS: readonly (readonly string[])[] = [
  ['cien', 'ciento'],
  ['doscientos'],
  ['trescientos'],
  ['cuatrocientos'],
  ['quinientos'],
  ['seiscientos'],
  ['setecientos'],
  ['ochocientos'],
  ['novecientos'],
];
const REPEATED = new Map([
  ['doble', 2],
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
]);

const unit = table(UNITS, 0);
const teen = table(TEENS, 10);
const ten = table(TENS, 2);
const hundred = table(HUNDREDS, 1);

function table(rows: readonly (readonly string[])[], first: number): ReadonlyMap<string, number> {
  return new Map(rows.flatMap((words, row) => words.map(word => [word, first + row] as const)));
}

/** True for a word that names a number below a thousand. */
export function isNumberWord(word: string): boolean {
  return unit.has(word) || teen.has(word) || ten.has(word) || hundred.has(word);
}

/**
 * Reads the number that is spelled from token `index` on.
 * @returns its digits and how many tokens it takes, or null
 */
export function readSpelled(reading: Reading, index: number): { digits: string; used: number } | null {
  const word = reading.tokens[index]?.text ?? '';
  const times = REPEATED.get(word);
  if (times) {
    const next = joined(reading, index + 1) ? reading.tokens[index + 1]!.text : '';
    const digit = /^\d$/.test(next) ? next : unit.get(next);
    return digit === undefined ? null : { digits: String(digit).repeat(times), used: 2 };
  }
  const hundreds = hundred.get(word);
  if (hundreds !== undefined) {
    const rest = joined(reading, index + 1) ? belowHundred(reading, index + 1) : null;
    return { digits: String(hundreds * 100 + (rest?.value ?? 0)), used: 1 + (rest?.used ?? 0) };
  }
  const small = belowHundred(reading, index);
  if (small) return { digits: String(small.value), used: small.used };
  const glued = gluedDigits(word);
  return glued ? { digits: glued, used: 1 } : null;
}

function belowHundred(reading: Reading, index: number): { value: number; used: number } | null {
  const word = reading.tokens[index]?.text ?? '';
  const tens = ten.get(word);
  if (tens !== undefined) {
    const and = joined(reading, index + 1) && reading.tokens[index + 1]!.text === 'y' ? 1 : 0;
    const next = index + 1 + and;
    const digit = joined(reading, next) ? unit.get(reading.tokens[next]!.text) : undefined;
    return digit ? { value: tens * 10 + digit, used: 2 + and } : { value: tens * 10, used: 1 };
  }
  const value = unit.get(word) ?? teen.get(word);
  return value === undefined ? null : { value, used: 1 };
}

/** Does the token follow the one before it with nothing but a space or a hyphen between? */
function joined(reading: Reading, index: number): boolean {
  return reading.tokens[index] !== undefined && /^[ -]{1,3}$/.test(gapBefore(reading, index));
}

/** Digit words without a space between them ("cincocincouno"): at least three, read greedily. */
function gluedDigits(word: string): string | null {
  let digits = '';
  for (let at = 0; at < word.length; ) {
    const length = [6, 5, 4, 3].find(size => unit.has(word.slice(at, at + size)) && at + size <= word.length);
    if (!length) return null;
    digits += String(unit.get(word.slice(at, at + length)));
    at += length;
  }
  return digits.length >= 3 ? digits : null;
}
