import Fuse from 'fuse.js';
import { phoneticKey } from '../language/index.ts';
import { editDistance } from './edit-distance.ts';
import { hash32 } from './random.ts';

/**
 * Proposes known words for an unknown one, by a deletion index (Garbe's SymSpell): words that differ by a slip
 * or two share a form from which some letters are left out, so candidates are found by look-up instead of by
 * comparing with every word. The forms are made of how a word sounds, so that spelling by ear is found too.
 * Fuse.js ranks the short list.
 */
export interface DeletionIndex {
  /** Hashes of the forms, ascending, and the word that each belongs to. */
  hashes: Uint32Array;
  owners: Uint32Array;
}

export interface Repair {
  word: number;
  /** 0 to 1: how much the two words look alike. */
  likeness: number;
}

/** Shorter words are too much like each other to be repaired. */
const SHORTEST = 4;
/** Forms are made of the first letters only, which bounds their number. */
const FORM_LETTERS = 9;
/** From this many letters on, two letters are left out. */
const TWO_SLIPS_FROM = 7;
/** How many candidates are compared closely, and how many are given. */
const SHORTLIST = 24;
const PROPOSALS = 3;

export function buildDeletionIndex(words: readonly string[]): DeletionIndex {
  const pairs: number[] = []; // hash * 2^21 + word id fits a double: 32 + 21 bits
  words.forEach((word, id) => {
    if (!isRepairable(word)) return;
    for (const form of formsOf(phoneticKey(word))) pairs.push(hash32(form) * 0x200000 + id);
  });
  const sorted = Float64Array.from(pairs).sort();
  const hashes = new Uint32Array(sorted.length);
  const owners = new Uint32Array(sorted.length);
  for (let i = 0; i < sorted.length; i++) {
    hashes[i] = Math.floor(sorted[i]! / 0x200000);
    owners[i] = sorted[i]! % 0x200000;
  }
  return { hashes, owners };
}

/** The known words most like `word`, best first; empty where nothing is like it. */
export function repair(
  word: string,
  index: DeletionIndex,
  words: readonly string[],
  frequency: Uint32Array,
): Repair[] {
  if (!isRepairable(word)) return [];
  const key = phoneticKey(word);
  const allowed = word.length <= 5 ? 1 : word.length <= 9 ? 2 : 3;
  const near: { id: number; distance: number }[] = [];
  for (const id of candidates(key, index)) {
    const known = words[id]!;
    const bySound = editDistance(key, phoneticKey(known), allowed) + 0.4;
    const distance = Math.min(editDistance(word, known, allowed), bySound);
    if (distance <= allowed + 0.4) near.push({ id, distance });
  }
  near.sort((a, b) => a.distance - b.distance || frequency[b.id]! - frequency[a.id]!);
  return ranked(word, near.slice(0, SHORTLIST), words, frequency);
}

/** Fuse.js's score of each candidate decides between those at the same number of slips. */
function ranked(
  word: string,
  near: readonly { id: number; distance: number }[],
  words: readonly string[],
  frequency: Uint32Array,
): Repair[] {
  if (near.length === 0) return [];
  const fuzzy = new Map<number, number>();
  if (near.length > 1) {
    const fuse = new Fuse(
      near.map(({ id }) => words[id]!),
      { includeScore: true, threshold: 1, distance: 40 },
    );
    for (const hit of fuse.search(word.slice(0, 32))) fuzzy.set(near[hit.refIndex]!.id, hit.score ?? 1);
  }
  return near
    .map(({ id, distance }) => {
      const length = Math.max(word.length, words[id]!.length);
      const slips = 1 - distance / length;
      const tie = 0.06 * (1 - (fuzzy.get(id) ?? 1)) + 0.01 * Math.log1p(frequency[id]!);
      const firstLetter = words[id]![0] === word[0] ? 0 : 0.06;
      return {
        word: id,
        likeness: Math.max(0, Math.min(1, slips - firstLetter)),
        rank: slips - firstLetter + tie,
      };
    })
    .sort((a, b) => b.rank - a.rank || a.word - b.word)
    .slice(0, PROPOSALS)
    .map(({ word: id, likeness }) => ({ word: id, likeness }));
}

function isRepairable(word: string): boolean {
  return word.length >= SHORTEST && word.length <= 40 && !/[0-9]/.test(word);
}

function candidates(key: string, { hashes, owners }: DeletionIndex): Set<number> {
  const found = new Set<number>();
  for (const form of formsOf(key)) {
    const hash = hash32(form);
    for (let i = lowerBound(hashes, hash); i < hashes.length && hashes[i] === hash; i++)
      found.add(owners[i]!);
  }
  return found;
}

/** The key itself and what is left of its first letters when one or two are left out. */
function formsOf(key: string): Set<string> {
  const base = key.slice(0, FORM_LETTERS);
  const forms = new Set([base]);
  for (let i = 0; i < base.length; i++) {
    const one = base.slice(0, i) + base.slice(i + 1);
    forms.add(one);
    if (base.length < TWO_SLIPS_FROM) continue;
    for (let j = i; j < one.length; j++) forms.add(one.slice(0, j) + one.slice(j + 1));
  }
  return forms;
}

function lowerBound(values: Uint32Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
