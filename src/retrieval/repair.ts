import { soundsOf } from '../language/index.ts';
import { distanceOfLetters } from './edit-distance.ts';
import { HASH_START, hashLetter, powerOfTwo, spread } from './hash.ts';
import type { WordList } from './word-list.ts';

/**
 * Proposes known words for an unknown one, by a deletion index (Garbe's SymSpell): words that differ by a slip
 * or two share a form from which some letters are left out, so candidates are found by look-up instead of by
 * comparing with every word. The forms are made of how a word sounds, so that spelling by ear is found too.
 *
 * Forms are put into buckets by their hash, and a bucket only says which words have a form in it: what is there
 * by chance falls out when it is compared.
 */
export interface DeletionIndex {
  /** Where the words of bucket b begin in `owners`; one longer than there are buckets, a power of two of them. */
  starts: Uint32Array;
  owners: Uint32Array;
}

export interface Repair {
  word: number;
  /** 0 to 1: how much the two words look alike. */
  likeness: number;
}

/** Shorter words are too much like each other to be repaired, longer ones are none. */
const SHORTEST = 4;
const LONGEST = 40;
/** Forms are made of the first letters only, which bounds their number. */
const FORM_LETTERS = 9;
/** From this many letters on, two letters are left out; but only up to this many words: then two slips fit too many. */
const TWO_SLIPS_FROM = 7;
const TWO_SLIPS_UP_TO = 20_000;
/** How many candidates are compared at most, and how many are given. */
const MOST_COMPARED = 400;
const PROPOSALS = 3;
/** A word that only sounds alike is this much further off than one that is spelt alike. */
const BY_SOUND = 0.4;
/** Of a key of fewer sounds too little is left to differ in one: such words must sound the same. */
const SHORT_KEY = 5;
/** What decides between words at the same number of slips: another first letter, how far both begin alike, use. */
const FIRST_LETTER = 0.06;
const BEGINNING = 0.06;
const USE = 0.01;

const ZERO = 0x30;
const NINE = 0x39;

export function buildDeletionIndex(words: WordList): DeletionIndex {
  const buckets = powerOfTwo(words.length * (words.length <= TWO_SLIPS_UP_TO ? 16 : 8));
  const starts = new Uint32Array(buckets + 1);
  eachForm(words, bucket => {
    starts[bucket + 1]!++;
  });
  for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1]! += starts[bucket]!;
  const next = starts.slice(0, buckets);
  const owners = new Uint32Array(starts[buckets]!);
  eachForm(words, (bucket, word) => {
    owners[next[bucket]!++] = word;
  });
  return { starts, owners };

  function eachForm(list: WordList, visit: (bucket: number, word: number) => void): void {
    const twoSlips = list.length <= TWO_SLIPS_UP_TO;
    for (let word = 0; word < list.length; word++) {
      const [from, to] = [list.starts[word]!, list.starts[word + 1]!];
      if (!isRepairable(list.bytes, from, to)) continue;
      const count = formsOf(KEY, soundsOf(list.bytes, from, to, KEY), twoSlips);
      for (let i = 0; i < count; i++) visit(FORMS[i]! & (buckets - 1), word);
    }
  }
}

/** Room for one repair, used again by the next; every search runs to its end before another begins. */
const KEY = new Uint8Array(LONGEST);
const OTHER_KEY = new Uint8Array(LONGEST);
const LETTERS = new Uint8Array(LONGEST);
const FORMS = new Int32Array(1 + FORM_LETTERS + (FORM_LETTERS * (FORM_LETTERS - 1)) / 2);

/**
 * The known words most like `word`, best first; empty where nothing is like it. `seen` has room for a number a
 * word and is all `stamp - 1` or less; `lines` says in how many lines each word stands.
 */
export function repair(
  word: string,
  index: DeletionIndex,
  words: WordList,
  lines: Uint32Array,
  seen: Uint32Array,
  stamp: number,
): Repair[] {
  const length = word.length;
  if (length < SHORTEST || length > LONGEST) return [];
  for (let i = 0; i < length; i++) LETTERS[i] = word.charCodeAt(i);
  if (!isRepairable(LETTERS, 0, length)) return [];
  const keyLength = soundsOf(LETTERS, 0, length, KEY);
  const mask = index.starts.length - 2;
  const best: (Repair & { rank: number })[] = [];
  const forms = formsOf(KEY, keyLength, words.length <= TWO_SLIPS_UP_TO);
  let compared = 0;
  for (let form = 0; form < forms; form++) {
    const bucket = FORMS[form]! & mask;
    for (let i = index.starts[bucket]!; i < index.starts[bucket + 1]! && compared < MOST_COMPARED; i++) {
      const other = index.owners[i]!;
      if (seen[other] === stamp) continue;
      seen[other] = stamp;
      compared++;
      const found = compare(length, keyLength, other, words, lines);
      if (found) keepBest(best, found);
    }
  }
  return best.map(({ word: id, likeness }) => ({ word: id, likeness }));
}

/** Compares the word in {@link LETTERS} with a known one; undefined where they are too far from each other. */
function compare(
  length: number,
  keyLength: number,
  other: number,
  words: WordList,
  lines: Uint32Array,
): (Repair & { rank: number }) | undefined {
  const allowed = length <= 5 ? 1 : length <= 9 ? 2 : 3;
  const [from, to] = [words.starts[other]!, words.starts[other + 1]!];
  const letters = words.bytes.subarray(from, to);
  const spelt = distanceOfLetters(LETTERS, length, letters, to - from, allowed);
  let distance = spelt;
  if (spelt > BY_SOUND) {
    const otherLength = soundsOf(words.bytes, from, to, OTHER_KEY);
    const slips = keyLength < SHORT_KEY ? 0 : Math.min(allowed, spelt);
    const sounds = distanceOfLetters(KEY, keyLength, OTHER_KEY, otherLength, slips);
    if (sounds <= slips && sounds + BY_SOUND < distance) distance = sounds + BY_SOUND;
  }
  if (distance > allowed + BY_SOUND) return undefined;
  const longer = Math.max(length, to - from);
  let alike = 0;
  while (alike < length && alike < to - from && LETTERS[alike] === letters[alike]) alike++;
  const likeness = 1 - distance / longer - (alike === 0 ? FIRST_LETTER : 0);
  return {
    word: other,
    likeness: Math.max(0, Math.min(1, likeness)),
    rank: likeness + (BEGINNING * alike) / longer + USE * Math.log1p(lines[other]!),
  };
}

function keepBest(best: (Repair & { rank: number })[], found: Repair & { rank: number }): void {
  let at = best.length;
  while (at > 0 && isBefore(found, best[at - 1]!)) at--;
  if (at >= PROPOSALS) return;
  best.splice(at, 0, found);
  if (best.length > PROPOSALS) best.pop();
}

function isBefore(a: Repair & { rank: number }, b: Repair & { rank: number }): boolean {
  return a.rank > b.rank || (a.rank === b.rank && a.word < b.word);
}

/** Digits are not repaired: another number is another thing. */
function isRepairable(letters: Uint8Array, from: number, to: number): boolean {
  if (to - from < SHORTEST || to - from > LONGEST) return false;
  for (let i = from; i < to; i++) if (letters[i]! >= ZERO && letters[i]! <= NINE) return false;
  return true;
}

/**
 * Hashes of the forms of a key, written to {@link FORMS}: the key's first letters, and what is left of them when
 * one or two are left out. Gives their number.
 */
function formsOf(key: Uint8Array, keyLength: number, twoSlips: boolean): number {
  const length = Math.min(keyLength, FORM_LETTERS);
  let count = 0;
  FORMS[count++] = without(key, length, -1, -1);
  for (let i = 0; i < length; i++) {
    if (i > 0 && key[i] === key[i - 1]) continue;
    FORMS[count++] = without(key, length, i, -1);
    if (!twoSlips || length < TWO_SLIPS_FROM) continue;
    for (let j = i + 1; j < length; j++) FORMS[count++] = without(key, length, i, j);
  }
  return count;
}

function without(key: Uint8Array, length: number, first: number, second: number): number {
  let hash = HASH_START;
  for (let i = 0; i < length; i++) if (i !== first && i !== second) hash = hashLetter(hash, key[i]!);
  return spread(hash);
}
