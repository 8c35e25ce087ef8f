import type { Run } from './chain.ts';
import { after, before } from './reading.ts';
import { bounded, from, gap, isLoose, isYear, number, type Site, sized } from './site.ts';
import { CITED, COUNTED, CURRENCY, IN_YEAR, LAW, MONTH } from './words.ts';

/**
 * A harmless reading of some groups of digits: a date, a time, an amount, a number of a law … When digits beside
 * it are left unexplained it gives way, the weaker the sooner:
 *
 * - `firm`   something outside the digits says so (a currency, a month, "artículo")
 * - `shaped` the digits themselves say so: a date with a year of four digits
 * - `weak`   they could be so: a time, a round amount, a list
 */
export interface Harmless {
  readonly runs: number;
  readonly strength: 'firm' | 'shaped' | 'weak';
}

const firm = (runs: number): Harmless => ({ runs, strength: 'firm' });
const shaped = (runs: number): Harmless => ({ runs, strength: 'shaped' });
const weak = (runs: number): Harmless => ({ runs, strength: 'weak' });

const AFTER_DAY = new RegExp(`^\\s{0,2}[-/]?(?:(?:de|of)\\s)?${MONTH}`, 'u');
const AFTER_MONTH = new RegExp(`${MONTH}\\.?\\s{0,2}(?:del?\\s|,\\s?|[-/])?$`, 'u');
const AFTER_LAW = new RegExp(`(?<![\\p{L}])${LAW}$`, 'u');
const AFTER_CITED = new RegExp(`${CITED}\\.?\\s{0,2}(?:(?:no|num|n[º°])\\.?\\s?)?$`, 'u');
const AFTER_CURRENCY = new RegExp(`${CURRENCY}$`, 'u');
const AFTER_FORM = /(?<![\p{L}\p{N}])(?:i|n|g|ds|ar|eoir|eta|sf|w|h|b|f|j|b|formulario|forma|form)[- ]$/u;
const AFTER_STANDARD = /(?<![\p{L}])(?:iso|iec|nom|norma|standard)(?:\/iec)?[- ]?$/u;
const AFTER_IN = new RegExp(`${IN_YEAR}\\s{1,2}(?:(?:el|ano|the|year)\\s)?$`, 'u');
const BEFORE_COUNTED = new RegExp(`^\\s{0,2}(?:(?:de|of)\\s)?${COUNTED}`, 'u');
const BEFORE_CLOCK = /^\s{0,2}(?:[ap]\.?\s?m(?![\p{L}])|hrs|horas|h(?![\p{L}]))/u;
/** How many groups of digits one "artículos" or "decretos" stands for at most. */
const LONGEST_LIST = 24;
/** How many groups an amount has at most: 1,000,000,000,000. */
const MOST_THOUSANDS = 5;
const ROUND_STEPS = new Set([1, 2, 5, 10, 50, 100, 500, 1000]);

/** The harmless reading that begins at group `index`, or null. The first that holds, the longest first. */
export function harmlessAt(site: Site, index: number): Harmless | null {
  if (site.chain[index]!.spelled) return list(site, index);
  return (
    amount(site, index) ??
    monthDate(site, index) ??
    date(site, index) ??
    law(site, index) ??
    clock(site, index) ??
    list(site, index)
  );
}

/** "15/01/2024", "2024-01-15", "15.01.24", "05/2024". */
function date(site: Site, index: number): Harmless | null {
  const [a, b, c] = [site.chain[index], site.chain[index + 1], site.chain[index + 2]];
  const separator = gap(site, index + 1);
  if (separator === null || separator.length > 3) return null;
  const own = separator.trim();
  if (
    gap(site, index + 2) === separator &&
    (/^[-/]?$/.test(own) || separator === '.') &&
    bounded(site, index, 3, own || ' x')
  ) {
    // With spaces only, so that few numbers in pieces look like one: two digits, two digits, four.
    const plain =
      own !== '' || (separator === ' ' && !site.identifier && sized(a, 2) && sized(b, 2) && sized(c, 4));
    if (!plain) return null;
    if (isYear(a) && sized(b, 1, 2) && sized(c, 1, 2) && from(1, b, 12) && from(1, c, 31)) return shaped(3);
    if (isDayAndMonth(a, b) && isYear(c)) return shaped(3);
    if (isDayAndMonth(a, b) && sized(c, 2) && separator === own) return weak(3);
  }
  const monthYear = own === '/' && sized(a, 1, 2) && from(1, a, 12) && isYear(b);
  return monthYear && bounded(site, index, 2, own) ? weak(2) : null;
}

function isDayAndMonth(a: Run | undefined, b: Run | undefined): boolean {
  if (!sized(a, 1, 2) || !sized(b, 1, 2)) return false;
  return (from(1, a, 31) && from(1, b, 12)) || (from(1, a, 12) && from(1, b, 31));
}

/** The figures of a date with the month in letters, and years that stand in a sentence. */
function monthDate(site: Site, index: number): Harmless | null {
  const run = site.chain[index]!;
  const day = sized(run, 1, 2) && from(1, run, 31);
  if (day && AFTER_DAY.test(after(site.reading, run.end))) return firm(1);
  const left = before(site.reading, run.start);
  if (AFTER_MONTH.test(left)) {
    if (day) return isYear(site.chain[index + 1]) && isLoose(gap(site, index + 1)) ? firm(2) : firm(1);
    if (isYear(run)) return firm(1);
  }
  const alone = isLoose(gap(site, index)) && isLoose(gap(site, index + 1));
  return alone && isYearInSentence(site, index) ? firm(1) : null;
}

/** A year after a word that says so: "en 2016", "since 2019". */
export function isYearInSentence(site: Site, index: number): boolean {
  const run = site.chain[index];
  return run !== undefined && isYear(run) && AFTER_IN.test(before(site.reading, run.start));
}

/** "8:00", "08:00:30", "08.00-16.00", "8 a.m.". */
function clock(site: Site, index: number): Harmless | null {
  const [a, b, c, d] = site.chain.slice(index, index + 4);
  if (sized(a, 1, 2) && BEFORE_CLOCK.test(after(site.reading, a!.end))) return firm(1);
  if (!sized(a, 1, 2) || !from(0, a, 24) || !sized(b, 2) || !from(0, b, 59)) return null;
  if (gap(site, index + 1) === ':') {
    const seconds = gap(site, index + 2) === ':' && sized(c, 2) && from(0, c, 59) ? 1 : 0;
    const said = BEFORE_CLOCK.test(after(site.reading, site.chain[index + 1 + seconds]!.end));
    return bounded(site, index, 2 + seconds, ':.') ? (said ? firm(2 + seconds) : weak(2 + seconds)) : null;
  }
  const hours =
    gap(site, index + 1) === '.' &&
    gap(site, index + 3) === '.' &&
    /^\s?-\s?$/.test(gap(site, index + 2) ?? '');
  const later =
    from(number(a) + 1, c, 24) && [b, d].every(minutes => /^(?:00|15|30|45)$/.test(minutes?.digits ?? ''));
  return hours && later && bounded(site, index, 4, '.-') ? weak(4) : null;
}

/** "Q.100.00", "$1,500", "10,000 personas", "1,000,000", "50%". */
function amount(site: Site, index: number): Harmless | null {
  const first = site.chain[index]!;
  const mark = gap(site, index + 1);
  let end = index + 1;
  if (sized(first, 1, 2, 3) && first.digits[0] !== '0' && mark !== null && /^[,.' ]$/.test(mark)) {
    while (end - index < MOST_THOUSANDS && gap(site, end) === mark && sized(site.chain[end], 3)) end++;
  }
  const whole = site.chain.slice(index, end);
  const decimal = /^[.,]$/.test(gap(site, end) ?? '') && sized(site.chain[end], 1, 2);
  if (decimal) end++;
  const left = before(site.reading, first.start);
  const right = after(site.reading, site.chain[end - 1]!.end);
  const digits = whole.map(run => run.digits).join('');
  const round = /^[1-9]\d*000$/.test(digits);
  const plain = whole.length === 1;
  if (!bounded(site, index, end - index, '.,-') && !/^\s?-\s?[$q€]/.test(gap(site, end) ?? '')) return null;
  if (plain && digits.length > 6 && !round && !(decimal && AFTER_CURRENCY.test(left))) return null;
  if (/^\s?%/.test(right) || AFTER_CURRENCY.test(left) || BEFORE_COUNTED.test(right))
    return firm(end - index);
  // Parted by spaces and followed by more figures after one, it may be the beginning of a longer number.
  const open = mark === ' ' && (gap(site, end) === mark || gap(site, index) === mark);
  return !plain && round && !open && !site.identifier ? weak(end - index) : null;
}

/** "Decreto 44-2016", "artículos 10, 11 y 12", "I-589", "ISO 9001:2015". A list goes on after commas. */
function law(site: Site, index: number): Harmless | null {
  const [run, next] = [site.chain[index]!, site.chain[index + 1]];
  let first = index;
  while (first > 0 && index - first < LONGEST_LIST && /^\s?,\s?$|^[-.]$/.test(gap(site, first) ?? ''))
    first--;
  const near = before(site.reading, run.start);
  const left = before(site.reading, site.chain[first]!.start, 80);
  const numbered = gap(site, index + 1) === '-' && sized(run, 1, 2, 3, 4) && (isYear(next) || sized(next, 2));
  if (numbered && AFTER_LAW.test(left) && bounded(site, index, 2, '-')) return firm(2);
  if (/^[-:]$/.test(gap(site, index + 1) ?? '') && isYear(next) && AFTER_STANDARD.test(near)) return firm(2);
  // Digits close behind may belong to it: "N 0098 7612" is no form. A year may not: "I-589 2024".
  const ends = isLoose(gap(site, index + 1)) || (isYear(next) && isLoose(gap(site, index + 2)));
  const cited = sized(run, 1, 2, 3) && (AFTER_CITED.test(left) || AFTER_CITED.test(near));
  const form = sized(run, 1, 2, 3, 4) && AFTER_FORM.test(near) && bounded(site, index, 1, '-.');
  if (!cited && !form) return null;
  return ends ? firm(1) : weak(1);
}

/** "1, 2, 3": a whole list with commas that climbs in equal round steps. */
function list(site: Site, index: number): Harmless | null {
  if (site.identifier || (index > 0 && !/\n|[.;]\s/.test(gap(site, index) ?? ''))) return null;
  const step = number(site.chain[index + 1]) - number(site.chain[index]);
  if (!ROUND_STEPS.has(step)) return null;
  let end = index + 1;
  while (
    /^\s?,\s{0,2}$/.test(gap(site, end) ?? '') &&
    number(site.chain[end]) - number(site.chain[end - 1]) === step
  )
    end++;
  return end - index >= 3 && /^$|\n|[.;]\s/.test(gap(site, end) ?? '') ? weak(end - index) : null;
}
