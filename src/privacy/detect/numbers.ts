import { type Chain, findChains, type Run } from './chain.ts';
import { type Harmless, harmlessAt, isYearInSentence } from './harmless.ts';
import { contextBefore, kindOfNumber, speaksOfIdentifier } from './kind.ts';
import type { Finding, Reading } from './reading.ts';
import { before } from './reading.ts';
import { gap, isLoose, isShortCode, isYear, type Site } from './site.ts';

/** From so many digits on a number can point at one person. */
const SHORTEST = 7;
/** Numbers of digits that identifiers have, for telling two that stand side by side apart. */
const USUAL_LENGTHS = new Set([8, 9, 10, 11, 12, 13, 16]);
/** Articles and pronouns that are no digit at the edge of a number ("una, 5551-2345"). */
const ARTICLES = new Set(['un', 'una', 'uno', 'um', 'one']);

/** A stretch of a chain: either a harmless reading or one group of digits that nothing explains. */
interface Piece {
  readonly first: number;
  readonly runs: number;
  harmless: Harmless | null;
}

/** Numbers of seven digits and more, however they are written, without those that have a harmless reading. */
export function findNumbers(reading: Reading): Finding[] {
  return findChains(reading).flatMap(chain => findInChain(reading, chain));
}

function findInChain(reading: Reading, chain: Chain): Finding[] {
  if (countDigits(chain) < SHORTEST) return [];
  const site: Site = { reading, chain, identifier: speaksOfIdentifier(reading, chain[0]!.start) };
  const pieces = cut(site);
  giveWay(site, pieces);
  return unexplained(pieces).flatMap(([first, last]) => {
    const runs = chain.slice(first, last);
    if (countDigits(runs) < SHORTEST || isYearsOrCodes(site, first, last)) return [];
    return apart(site, first, last).map(([from, to]) => finding(site, from, to));
  });
}

function countDigits(runs: Chain): number {
  return runs.reduce((sum, run) => sum + run.digits.length, 0);
}

function cut(site: Site): Piece[] {
  const pieces: Piece[] = [];
  for (let first = 0; first < site.chain.length; first += pieces.at(-1)!.runs) {
    const harmless = harmlessAt(site, first);
    pieces.push({ first, runs: harmless?.runs ?? 1, harmless });
  }
  return pieces;
}

/** Stretches of groups without a harmless reading, as [first, one past the last]. */
function unexplained(pieces: readonly Piece[]): [first: number, last: number][] {
  const stretches: [number, number][] = [];
  let open = false;
  for (const piece of pieces) {
    if (!piece.harmless) {
      if (open) stretches.at(-1)![1] = piece.first + piece.runs;
      else stretches.push([piece.first, piece.first + piece.runs]);
    }
    open = piece.harmless === null;
  }
  return stretches;
}

/**
 * Takes back harmless readings beside which a few digits are left over: a number in unusual pieces may begin like
 * a time or a date. Where a harmless reading and an identifier compete, the identifier wins. One sweep in each
 * direction, so that what was taken back counts for the next one; a third because the second may free more.
 */
function giveWay(site: Site, pieces: readonly Piece[]): void {
  const whole = countDigits(site.chain);
  for (const order of [pieces, [...pieces].reverse(), pieces]) {
    let left = 0;
    let previous: Piece | null = null;
    for (const piece of order) {
      const between = previous && gap(site, Math.max(piece.first, previous.first));
      if (piece.harmless && left > 0 && yields(piece.harmless, left, between, whole)) piece.harmless = null;
      left = piece.harmless ? 0 : left + countDigits(site.chain.slice(piece.first, piece.first + piece.runs));
      previous = piece;
    }
  }
}

function yields(harmless: Harmless, left: number, between: string | null, whole: number): boolean {
  const close = !isLoose(between);
  if (harmless.strength === 'firm') return false;
  if (harmless.strength === 'shaped') return close && left >= 5 && left < SHORTEST;
  if (left >= SHORTEST)
    return whole === 13 || !USUAL_LENGTHS.has(left) || (close && !/\s/.test(between ?? ' '));
  return close || left >= 3;
}

/** "2016-2024", "2019, 2020 y 2021", "911, 110, 1543". */
function isYearsOrCodes(site: Site, first: number, last: number): boolean {
  for (let index = first; index < last; index++) {
    const run = site.chain[index]!;
    const loose = index === first || isLoose(gap(site, index));
    const climbs = index > first && Number(run.digits) > Number(site.chain[index - 1]!.digits);
    const year = isYear(run) && !site.identifier && (loose || climbs);
    const code = isShortCode(run) && loose && isLoose(gap(site, index + 1));
    if (!year && !code) return false;
  }
  return true;
}

/**
 * Two numbers side by side are two findings, if the widest gap between them leaves numbers of usual lengths.
 * Otherwise all of it is one, so that no digit is left.
 */
function apart(site: Site, first: number, last: number): [first: number, last: number][] {
  const [from, to] = withoutNeighbours(site, first, last);
  const widths = site.chain.slice(from + 1, to).map((_, offset) => width(gap(site, from + 1 + offset) ?? ''));
  const widest = widths.reduce((most, one) => Math.max(most, one), 0);
  const parts: [number, number][] = [];
  let start = from;
  for (let index = from + 1; index <= to; index++) {
    if (index < to && widths[index - from - 1] !== widest) continue;
    parts.push([start, index]);
    start = index;
  }
  const narrower = widths.some(one => one < widest) || parts.every(([a, b]) => b - a === 1);
  const usual = parts.every(([a, b]) => USUAL_LENGTHS.has(countDigits(site.chain.slice(a, b))));
  return widest > 0 && narrower && usual ? parts : [[from, to]];
}

function width(text: string): number {
  if (text.includes('+')) return 3;
  if (isLoose(text) || /\s[-/|]\s/.test(text)) return 2;
  return /\s/.test(text) ? 1 : 0;
}

/** Leaves out what only stands beside a number: an article ("una, 5551-2345"), a year ("en 2016 5551-2345"). */
function withoutNeighbours(site: Site, first: number, last: number): [number, number] {
  // Beside a single digit "uno" is one more of them.
  const isGroup = (run: Run) => !run.spelled && run.digits.length > 1;
  const article = (index: number) => {
    const run = site.chain[index]!;
    return run.spelled && ARTICLES.has(site.reading.text.slice(run.start, run.end));
  };
  let [from, to] = [first, last];
  if (to - from > 1 && article(from) && isGroup(site.chain[from + 1]!)) from++;
  if (to - from > 1 && article(to - 1) && isGroup(site.chain[to - 2]!)) to--;
  if (to - from > 1 && isYearInSentence(site, from) && /^\s/.test(gap(site, from + 1) ?? '')) from++;
  const whole = countDigits(site.chain.slice(first, last));
  const rest = countDigits(site.chain.slice(from, to));
  return whole !== 13 && USUAL_LENGTHS.has(rest) ? [from, to] : [first, last];
}

function finding(site: Site, first: number, last: number): Finding {
  const runs = site.chain.slice(first, last);
  const { text } = site.reading;
  let start = runs[0]!.start;
  let end = runs.at(-1)!.end;
  const opening = /[+(][+( ]{0,3}$/.exec(before(site.reading, start, 4));
  if (opening && (opening[0].includes('+') || text.slice(start, end + 1).includes(')')))
    start -= opening[0].length;
  if (text[end] === ')' && text.slice(start, end).lastIndexOf('(') > text.slice(start, end).lastIndexOf(')'))
    end++;
  const digits = runs.map(run => run.digits).join('');
  const international = text.slice(start, runs[0]!.end).includes('+') || /^(?:00[1-9])/.test(digits);
  const groups = runs.map(run => run.digits.length);
  return {
    kind: kindOfNumber(digits, groups, international, contextBefore(site.reading, start)),
    start,
    end,
  };
}
