import { isFunctionWord, type Language, stem } from '../language/index.ts';
import { buildSlots, HASH_START, hash32, hashLetter, NONE, spread } from './hash.ts';
import type { WordList } from './word-list.ts';

/** What a function word's weight is multiplied by: weighted down, not dropped. */
const FUNCTION_WORD_WEIGHT = 0.25;
/** Lines are counted in steps of an octave: finer would change no weight that matters. */
const STEPS_AN_OCTAVE = 1;

/** How a knowledge base uses its words: all that the weights of terms are made of. */
export interface Usage {
  words: WordList;
  /** For each word in how many lines it stands, as a {@link levelOf}. */
  levels: Uint8Array;
  /** The languages of the lines: Spanish, English and what was added, at most {@link MOST_LANGUAGES}. */
  languages: readonly Language[];
  /** The languages that each word occurs in, a bit for each: 1 Spanish, 2 English, 3 both. */
  langs: Uint8Array;
  /** The same for each concept of the glossary. */
  conceptLevels: Uint8Array;
  /** How many lines there are. */
  lineCount: number;
}

/**
 * The terms (stems, then concepts) that words stand for. Stems are numbered in the order in which the words have
 * them, in the order of the languages; a concept's term is `firstConcept` and its number.
 */
export interface Terms {
  /** For each language the term of each word, or {@link NONE} where it does not occur in that language. */
  termOf: readonly Uint32Array[];
  /** Hash of each stem, and the hash table over them: stems are told apart by their hash alone. */
  stemHashes: Uint32Array;
  stemSlots: Uint32Array;
  /** Weight of each term: inverse document frequency, function words weighted down; 0 for what no line holds. */
  weights: Float32Array;
  firstConcept: number;
}

/** A word's languages are the bits of a byte. */
export const MOST_LANGUAGES = 8;

/** Whether a word is in a language, by its {@link Usage.langs} and the language's number. */
export function isIn(langs: number, lang: number): boolean {
  return (langs & (1 << lang)) !== 0;
}

export function levelOf(count: number): number {
  return count === 0 ? 0 : 1 + Math.round(STEPS_AN_OCTAVE * Math.log2(count));
}

/** About how many lines a level stands for. */
export function countOf(level: number): number {
  return level === 0 ? 0 : 2 ** ((level - 1) / STEPS_AN_OCTAVE);
}

/** What a word is and what its stems are. */
export interface Spelling {
  word(i: number): string;
  stem(i: number, lang: Language): string;
}

/** `spelling`: where the words and stems need not be worked out. */
export function termsOf(
  { words, levels, languages, langs, conceptLevels, lineCount }: Usage,
  spelling: Spelling = { word: i => words.at(i), stem: (i, lang) => stem(words.at(i), lang) },
): Terms {
  const numbers = new Map<string, number>();
  const termOf = languages.map(() => new Uint32Array(words.length).fill(NONE));
  const holding: number[] = [];
  const functionTerms = new Set<number>();
  for (let i = 0; i < words.length; i++) {
    const isFunction = isFunctionWord(spelling.word(i));
    for (let lang = 0; lang < languages.length; lang++) {
      if (!isIn(langs[i]!, lang)) continue;
      const name = spelling.stem(i, languages[lang]!);
      let term = numbers.get(name);
      if (term === undefined) {
        term = numbers.size;
        numbers.set(name, term);
        holding.push(0);
      }
      if (!termOf.some(terms => terms[i] === term)) holding[term]! += countOf(levels[i]!);
      termOf[lang]![i] = term;
      if (isFunction) functionTerms.add(term);
    }
  }
  const stemHashes = Uint32Array.from(numbers.keys(), hash32);
  for (const level of conceptLevels) holding.push(countOf(level));
  const weights = Float32Array.from(holding, (count, term) => {
    const idf = count === 0 ? 0 : inverseDocumentFrequency(lineCount, count);
    return functionTerms.has(term) ? idf * FUNCTION_WORD_WEIGHT : idf;
  });
  return { termOf, stemHashes, stemSlots: buildSlots(stemHashes), weights, firstConcept: numbers.size };
}

/** The term of a stem, or {@link NONE}. */
export function termOfStem(terms: Terms, name: string): number {
  return termOfHash(terms, hash32(name));
}

/** Letters that a stemmer leaves at least, and takes off at most. */
const LEAST_STEM = 3;
const MOST_TAKEN = 8;
const I = 0x69;

/**
 * Whether a word may have a known stem: one that it begins with, or that is such a beginning with an "i" for its
 * last letter ("policies", "polici"). Takes a fraction of the time of stemming, and says no to most misspelt words.
 */
export function mayHaveStem(terms: Terms, word: string): boolean {
  let hash = HASH_START;
  for (let i = 0; i < word.length; i++) {
    const before = hash;
    hash = hashLetter(hash, word.charCodeAt(i));
    if (i + 1 < LEAST_STEM || i + 1 < word.length - MOST_TAKEN) continue;
    if (termOfHash(terms, hash >>> 0) !== NONE || termOfHash(terms, hashLetter(before, I) >>> 0) !== NONE)
      return true;
  }
  return false;
}

function termOfHash({ stemHashes, stemSlots }: Terms, hash: number): number {
  const mask = stemSlots.length - 1;
  for (let at = spread(hash) & mask; stemSlots[at] !== 0; at = (at + 1) & mask)
    if (stemHashes[stemSlots[at]! - 1] === hash) return stemSlots[at]! - 1;
  return NONE;
}

/** Robertson and Spärck Jones's weight as in BM25, never below zero. */
function inverseDocumentFrequency(lines: number, holding: number): number {
  return Math.log(1 + Math.max(0, lines - holding + 0.5) / (holding + 0.5));
}
