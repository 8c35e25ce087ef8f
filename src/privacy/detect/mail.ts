import { after, type Finding, type Reading } from './reading.ts';

/** E-mail addresses: as they are, with spaces, or in words ("juan arroba gmail punto com", "juan (at) gmail dot com"). */

/** What stands for @: the sign, a word in brackets, or the bare word. */
const AT = /@|[([{<]\s?(?:at|arroba|a|@)\s?[)\]}>]|(?<![\p{L}\p{N}])(?:arroba|at)(?![\p{L}\p{N}])/gu;

const LOCAL_CHARACTER = /[\p{L}\p{N}._%+~-]/u;
/** At the end of what stands before @: words for punctuation may join parts of the name. */
const LOCAL =
  /(?<![\p{L}\p{N}._%+~-])[\p{L}\p{N}._%+~-]+(?:\s{1,2}(?:punto|dot|guion(?:\sbajo|\smedio)?|underscore|dash|hyphen|plus|mas)\s{1,2}[\p{L}\p{N}._%+~-]+){0,4}(?<gap>\s{0,3})$/u;
/** At the beginning of what stands after @. */
const DOMAIN =
  /^(?<gap>\s{0,3})(?<first>[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)(?<rest>(?:(?:\.|\s?[([{]\s?(?:dot|punto|\.)\s?[)\]}]\s?|\s{1,2}(?:punto|dot)\s{1,2})[\p{L}\p{N}-]*[\p{L}\p{N}])*)/u;
const TOP_LEVEL =
  '(?:com|net|org|edu|gov|gob|mil|info|biz|io|co|me|app|dev|es|gt|mx|us|uk|sv|hn|ni|cr|pa|bz|ca|cu|ht|ve|pe|ec|cl|ar|br|uy|py|bo|fr|de|it|pt|eu|ch|nl|be|online|site|xyz)';
/** "gmail . com", "gmail com": only before a top-level domain. */
const SPACED_END = new RegExp(
  `^\\s?[.,]?\\s?${TOP_LEVEL}(?![\\p{L}\\p{N}])(?:\\s?\\.\\s?${TOP_LEVEL}(?![\\p{L}\\p{N}]))?`,
  'u',
);
const ENDS_IN_TOP_LEVEL = new RegExp(`[^\\p{L}]${TOP_LEVEL}$`, 'u');
const PROVIDERS =
  'gmail|hotmail|yahoo|outlook|icloud|live|msn|aol|protonmail|proton|ymail|googlemail|gmx|zoho|mail|yandex|tutanota|gmial|gmai|hotmial';
const PROVIDER = new RegExp(`^(?:${PROVIDERS})$`);

/** How far around @ words are read; plain characters go on beyond. In UTF-16 units. */
const REACH = 90;

/** "j u a n @ g m a i l . c o m", and "mi correo es juan gmail.com", where the sign is missing. */
const LETTER_BY_LETTER =
  /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}._-]\s){2,40}(?:@|arroba|\(at\))(?:\s[\p{L}\p{N}._-]){3,40}(?![\p{L}\p{N}])/gu;
const WITHOUT_SIGN = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:correo|e-?mail|mail)(?:\\selectronico)?\\s?(?:es|is|:)\\s{0,2}(?<address>[\\p{L}\\p{N}._-]{2,40}\\s(?:${PROVIDERS})\\s?(?:\\.|punto|dot)?\\s?(?:com|es|net|org))(?![\\p{L}\\p{N}])`,
  'gu',
);

export function findMail(reading: Reading): Finding[] {
  const found: Finding[] = [];
  for (const match of reading.text.matchAll(LETTER_BY_LETTER)) {
    found.push({ kind: 'email', start: match.index, end: match.index + match[0].length });
  }
  for (const match of reading.text.matchAll(WITHOUT_SIGN)) {
    const end = match.index + match[0].length;
    found.push({ kind: 'email', start: end - (match.groups?.address ?? '').length, end });
  }
  let free = 0;
  for (const match of reading.text.matchAll(AT)) {
    if (match.index < free) continue;
    const finding = mailAround(reading, free, match.index, match.index + match[0].length);
    if (finding) found.push(finding);
    free = finding?.end ?? match.index + match[0].length;
  }
  return found;
}

/** @param free where the last finding ended: nothing before it is read again, which keeps the whole linear */
function mailAround(reading: Reading, free: number, at: number, afterAt: number): Finding | null {
  const { text } = reading;
  const local = LOCAL.exec(text.slice(Math.max(free, at - REACH), at));
  const domain = DOMAIN.exec(after(reading, afterAt, REACH));
  if (!local || !domain) return null;
  const { first, rest } = domain.groups as { first: string; rest: string };
  let end = afterAt + domain[0].length;
  const provider = PROVIDER.test(first);
  const sign = text.slice(at, afterAt);
  const spaced = (local.groups?.gap ?? '') !== '' || domain.groups?.gap !== '';
  const spacedEnd =
    rest === '' && (provider || sign !== 'at') ? SPACED_END.exec(after(reading, end, 20)) : null;
  const topLevel =
    ENDS_IN_TOP_LEVEL.test(first + rest) || (spacedEnd !== null && (provider || /[.,]/.test(spacedEnd[0])));
  if (topLevel && spacedEnd) end += spacedEnd[0].length;
  if (!isMail(sign, first, rest, provider, spaced, topLevel)) return null;
  while (end - afterAt >= REACH && end < text.length && LOCAL_CHARACTER.test(text[end]!)) end++;
  let start = at - local[0].length;
  while (start > free && LOCAL_CHARACTER.test(text[start - 1]!)) start--;
  return { kind: 'email', start, end };
}

/** The rules of the forms, the plainest first. */
function isMail(
  sign: string,
  first: string,
  rest: string,
  provider: boolean,
  spaced: boolean,
  topLevel: boolean,
): boolean {
  if (sign === '@' && !spaced) {
    // "tod@s", "amig@s.": the inclusive spelling is no address.
    return topLevel || (rest === '' ? first.length >= 3 : !/^(?:e|a|o)?s$/.test(first));
  }
  if (sign === 'at') return (topLevel && provider) || /dot|punto/.test(rest);
  if (sign === 'arroba' || sign === '@') return topLevel || provider || /dot|punto/.test(rest);
  return topLevel || provider || rest !== '';
}
