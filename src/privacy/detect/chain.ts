import { BARRIER } from './fold.ts';
import { before, original, type Reading, type Token } from './reading.ts';
import { isNumberWord, readSpelled } from './spelled.ts';

/** One group of digits. */
export interface Run {
  readonly start: number;
  readonly end: number;
  /** ASCII digits, look-alike letters and words already replaced. */
  readonly digits: string;
  readonly spelled: boolean;
}

/** Groups of digits with nothing but separators between them: what could be one number written in pieces. */
export type Chain = readonly Run[];

/** Beyond these, two groups of digits have nothing to do with each other. In UTF-16 units, symbols, lines. */
const LONGEST_GAP = 80;
const MOST_SYMBOLS = 6;
const MOST_LINES = 3;

/** Words that people say or write for a separator. */
const SEPARATOR_WORDS = new Set(
  'guion guiones raya dash hyphen punto dot espacio space plus mas barra diagonal slash coma comma bajo'.split(
    ' ',
  ),
);

/** Letters that are written or read for 0 and 1; the folded text has Cyrillic and Greek ones as these. */
const LOOKALIKE = /[oil]/g;
const MADE_OF_LOOKALIKES = /^[0-9oil]+$/;

/** Finds every chain of a text. Linear: each token is looked at once, gaps up to a fixed length. */
export function findChains(reading: Reading): Chain[] {
  const chains: Run[][] = [];
  let chain: Run[] = [];
  let end = 0;
  const close = () => {
    if (chain.length > 0) chains.push(chain);
    chain = [];
  };
  const add = (run: Run) => {
    chain.push(run);
    end = run.end;
  };
  for (let index = 0; index < reading.tokens.length; index++) {
    const token = reading.tokens[index]!;
    if (chain.length > 0 && !joins(reading.text, end, token.start)) close();
    const spelled = readSpelled(reading, index);
    if (spelled) {
      index += spelled.used - 1;
      add({ start: token.start, end: reading.tokens[index]!.end, digits: spelled.digits, spelled: true });
    } else if (isNumeric(token) || (chain.length > 0 && isLoneZeroOrOne(reading, index, chain.at(-1)!))) {
      add({ start: token.start, end: token.end, digits: asDigits(token.text), spelled: false });
    } else if (chain.length > 0 && SEPARATOR_WORDS.has(token.text)) {
      end = token.end;
    } else {
      for (const match of token.text.matchAll(/\d+/g)) {
        if (match.index > 0) close();
        const start = token.start + match.index;
        add({ start, end: start + match[0].length, digits: match[0], spelled: false });
      }
      if (!/\d$/.test(token.text)) close();
    }
  }
  close();
  return chains;
}

function joins(text: string, start: number, end: number): boolean {
  if (end - start > LONGEST_GAP) return false;
  const gap = text.slice(start, end);
  if (gap.includes(BARRIER)) return false;
  return (
    [...gap.replace(/[\s\p{L}]/gu, '')].length <= MOST_SYMBOLS &&
    (gap.match(/\n/g)?.length ?? 0) <= MOST_LINES
  );
}

function asDigits(text: string): string {
  return text.replace(LOOKALIKE, letter => (letter === 'o' ? '0' : '1'));
}

/** Digits, also with a look-alike letter among them. "I94" is a form, not 194. */
function isNumeric(token: Token): boolean {
  return MADE_OF_LOOKALIKES.test(token.text) && /\d/.test(token.text) && !/^i\d{2,3}$/.test(token.text);
}

/**
 * A token of look-alike letters only ("55-lO-34", "5 5 O 1"): a number if its neighbours are, and it is no word
 * ("5 o 6").
 */
function isLoneZeroOrOne(reading: Reading, index: number, previous: Run): boolean {
  const token = reading.tokens[index]!;
  const next = reading.tokens[index + 1];
  if (!next || (token.text !== 'oh' && !/^[oil]{1,6}$/.test(token.text))) return false;
  if (previous.spelled) return /^oh?$/.test(token.text) && isNumberWord(next.text);
  if (!MADE_OF_LOOKALIKES.test(next.text)) return false;
  const written = original(reading, token.start, token.end);
  if (token.text.length > 1 && /[OI]/.test(written)) return true;
  const tight = !/\s$/.test(before(reading, token.start, 1)) && !/\s/.test(reading.text[token.end] ?? ' ');
  return tight || (previous.digits.length === 1 && next.text.length === 1);
}
