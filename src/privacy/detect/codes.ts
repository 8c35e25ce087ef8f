import type { Finding, Reading, Token } from './reading.ts';
import { before, gapBefore, original } from './reading.ts';

/**
 * Identifiers with letters in them (passports, A-numbers, IBAN, tax and case numbers), and short ones that are
 * called by their name ("pasaporte no. 12345").
 */
export function findCodes(reading: Reading): Finding[] {
  const found: Finding[] = [...findAlienNumbers(reading), ...findHyphenated(reading)];
  for (let index = 0; index < reading.tokens.length; index++) {
    const code = accountAt(reading, index) ?? singleCode(reading.tokens[index]!) ?? namedCode(reading, index);
    if (code) found.push(code);
  }
  return found;
}

const EDGE = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
const ALIEN_NUMBER = new RegExp(
  `${EDGE}a(?<sign>\\s{0,2}(?:[-#:.]\\s{0,2}|n[º°o]\\.?\\s{0,2}|num(?:ero|ber)?[.:]{0,2}\\s{0,2}|registration\\s){0,4})` +
    `(?<digits>\\d{2,3}[-.,\\s]\\d{3}[-.,\\s]\\d{3}|\\d{7,9})${END}`,
  'gu',
);
const HYPHENATED = new RegExp(`${EDGE}(?<letters>[a-z]{1,3})[-.]\\d{6,9}(?:-?[a-z])?${END}`, 'gu');

/** Letters before a number that are a word of their own, not a part of it. */
const WORDS = new Set(
  'tel cel cell cui dpi nit num no nro nr id wa ws fax mas ext pin doc exp ref cta q qtz gtq usd us mxn hnl lps el es is a y al'.split(
    ' ',
  ),
);

function findAlienNumbers(reading: Reading): Finding[] {
  const found: Finding[] = [];
  for (const match of reading.text.matchAll(ALIEN_NUMBER)) {
    const { sign, digits } = match.groups as { sign: string; digits: string };
    const capital = original(reading, match.index, match.index + 1) !== 'a';
    const nine = digits.replace(/\D/g, '').length === 9;
    // "a 55512345" is a preposition and a telephone, "I have a number …" an article.
    const spaced = /^\s/.test(sign);
    if (spaced && !(nine && capital) && !/[-#]/.test(sign)) continue;
    found.push({ kind: 'a-number', start: match.index, end: match.index + match[0].length });
  }
  return found;
}

function findHyphenated(reading: Reading): Finding[] {
  return [...reading.text.matchAll(HYPHENATED)]
    .filter(match => !WORDS.has(match.groups?.letters ?? '') && match.groups?.letters !== 'a')
    .map(match => ({ kind: 'passport', start: match.index, end: match.index + match[0].length }));
}

/** One token that is a code by its shape. */
function singleCode(token: Token): Finding | null {
  const { text, start, end } = token;
  const digits = text.replace(/\D/g, '').length;
  if (digits < 6 || digits === text.length) return null;
  const letters = /^[\p{L}]+/u.exec(text)?.[0] ?? '';
  if (WORDS.has(letters)) return null;
  if (/^a\d{7,9}$/.test(text)) return { kind: 'a-number', start, end };
  if (/^[a-z]{1,3}\d{6,9}[a-z]?$/.test(text)) return { kind: 'passport', start, end };
  // CURP and RFC (Mexico), USCIS receipts, and a number with its check letter (NIT, NIE, DNI).
  if (/^[a-z]{3,4}\d{6}[a-z0-9]{2,8}$/.test(text) || /^[a-z]{3}\d{10}$/.test(text))
    return { kind: 'number', start, end };
  if (/^\d{7,9}[a-z]$/.test(text)) return { kind: 'number', start, end };
  const pieces = text.match(/\d+/g)?.length ?? 0;
  return digits >= 7 && pieces >= 2 ? { kind: 'number', start, end } : null;
}

/** IBAN: two letters, two check digits, then up to 30 letters and digits, in one piece or in fours. */
function accountAt(reading: Reading, index: number): Finding | null {
  const first = reading.tokens[index]!;
  if (!/^[a-z]{2}\d{2}[a-z0-9]{0,30}$/.test(first.text)) return null;
  let length = first.text.length;
  let digits = first.text.replace(/\D/g, '').length;
  let last = first;
  if (length === 4) {
    for (let next = index + 1; length < 34; next++) {
      const token = reading.tokens[next];
      if (!token || !/^[ -]$/.test(gapBefore(reading, next)) || !/^[a-z0-9]{1,4}$/.test(token.text)) break;
      if (!/\d/.test(token.text) && original(reading, token.start, token.end) !== token.text.toUpperCase())
        break;
      length += token.text.length;
      digits += token.text.replace(/\D/g, '').length;
      last = token;
      if (token.text.length < 4) break;
    }
  }
  const plausible = length >= 15 && length <= 34 && digits >= 8;
  return plausible ? { kind: 'account', start: first.start, end: last.end } : null;
}

/** Also misspelled: "pasport", "passaporte". */
const PASSPORT_NAME = /^(?:pas{1,2}[ae]?p[ou]r?te?s?|libretas?)$/;
const OTHER_NAMES = new Set(
  (
    'cedula dpi cui nit ssn carne carnet licencia license expediente caso case receipt recibo cuenta account id boleta ' +
    'folio tramite solicitud registro documento document identificacion identidad dui rtn'
  ).split(' '),
);
const FILLERS = new Set(
  'no nro num numero number n nº n° es is el la the mi my con serie de of con'.split(' '),
);
const LONGEST_FILLING = 5;

/** A code of at least five digits, or of letters and four digits, right after its name. */
function namedCode(reading: Reading, index: number): Finding | null {
  const name = reading.tokens[index]!.text;
  const passport = PASSPORT_NAME.test(name);
  if (!passport && !OTHER_NAMES.has(name)) return null;
  let at = index + 1;
  while (at - index <= LONGEST_FILLING && FILLERS.has(reading.tokens[at]?.text ?? '') && near(reading, at))
    at++;
  const first = reading.tokens[at];
  if (!first || !near(reading, at)) return null;
  if (isMixed(first.text))
    return { kind: passport ? 'passport' : 'number', start: first.start, end: first.end };
  if (!/^(?:[a-z]{1,3}|[a-z]{0,3}\d+[a-z]?)$/.test(first.text)) return null;
  let digits = first.text.replace(/\D/g, '').length;
  const letters = first.text.length > digits;
  let last = first;
  for (let next = at + 1; next < at + 5; next++) {
    const token = reading.tokens[next];
    if (!token || !/^[- ./]$/.test(gapBefore(reading, next)) || !/^\d+$/.test(token.text)) break;
    if (/^(?:19|20)\d\d$/.test(token.text) && gapBefore(reading, next) !== '-') break;
    digits += token.text.length;
    last = token;
  }
  const capital = /^[A-Z]/.test(original(reading, first.start, first.end)) || /\d/.test(first.text);
  const enough = (letters && capital && digits >= 4) || (/^\d/.test(first.text) && digits >= 5);
  if (!enough || digits > 12 || isDated(reading, first, last)) return null;
  return { kind: passport ? 'passport' : 'number', start: first.start, end: last.end };
}

/** Letters and digits by turns ("X4RTBPFW4"), as some countries number their passports. */
function isMixed(text: string): boolean {
  const turns = text.match(/\d+|\D+/g)?.length ?? 0;
  return text.length >= 7 && text.length <= 14 && turns >= 3 && /^[a-z0-9]+$/.test(text);
}

/** Between a name and its code there is little: a space, a colon, a full stop. */
function near(reading: Reading, index: number): boolean {
  return (
    /^[\s:.#=()-]{1,4}$/.test(gapBefore(reading, index)) || /^[:#]\s?"?$/.test(gapBefore(reading, index))
  );
}

/** Dates, amounts and thousands are no codes, also after a name. */
function isDated(reading: Reading, first: Token, last: Token): boolean {
  const text = reading.text.slice(first.start, last.end);
  const rest = reading.text.slice(last.end, last.end + 4);
  if (/^\d{1,4}([-/. ])\d{1,2}\1\d{1,4}$/.test(text) || /^,\d{3}/.test(rest)) return true;
  return /[$q]\s?$/.test(before(reading, first.start, 2)) || /^\d{1,3}(?:[. ]000)+$/.test(text);
}
