import { isFunctionWord, type Language, stem } from '../language/index.ts';
import { NONE } from './hash.ts';
import type { Parts } from './parts.ts';
import { repair } from './repair.ts';
import type { Explanation } from './types.ts';
import { mayHaveStem, termOfStem } from './vocabulary.ts';
import type { WordList } from './word-list.ts';

/** How a query was read against the vocabulary. */
export interface Reading {
  /** The query's words as understood: known ones as they are, misspelt ones repaired, unknown ones unchanged. */
  words: string[];
  /**
   * The terms that the query names, each once; their weights, 0 to 1 (1 for a known word, less for a repaired one),
   * stand in the scratch's `queryWeights` until they are {@link forget forgotten}.
   */
  terms: number[];
  /** Numbers of the glossary's concepts that it names. */
  concepts: number[];
  explained: Explanation['words'];
}

/** A concept stands for a word at this weight; a repaired word at its likeness times this. */
const CONCEPT_WEIGHT = 0.6;
const REPAIR_WEIGHT = 0.9;
/** A repair less like the word than this proposes rows, but the classifier is told the word itself: "zoo" is not "son". */
const SURE_REPAIR = 0.8;
/** A stem that is known although the word itself is not. */
const STEM_WEIGHT = 0.95;
/** Words of the other language count a little less when the language is known. */
const OTHER_LANGUAGE_WEIGHT = 0.7;
/** A beginning is completed to this many words at most, the most frequent of the first so many. */
const COMPLETIONS = 48;
const MOST_COMPLETIONS_SEEN = 4096;
const COMPLETION_WEIGHT = 0.85;

export interface ReadingOptions {
  lang?: Language | undefined;
  prefix?: boolean | undefined;
}

export function readQuery(queryWords: readonly string[], parts: Parts, options: ReadingOptions): Reading {
  const reading: Reading = { words: [], terms: [], concepts: [], explained: [] };
  const words = mended(queryWords, parts);
  const contentOnly = parts.contentOnly && !words.every(isFunctionWord);
  for (const word of words) {
    if (contentOnly && isFunctionWord(word)) passOver(word, reading);
    else readWord(word, reading, parts, options);
  }
  reading.concepts = parts.concepts.find(reading.words);
  for (const concept of reading.concepts) {
    const term = parts.terms.firstConcept + concept;
    if (parts.terms.weights[term]! > 0) addTerm(reading, parts, term, CONCEPT_WEIGHT);
  }
  return reading;
}

/** Clears what reading wrote. */
export function forget({ terms }: Reading, { scratch: { queryWeights } }: Parts): void {
  for (const term of terms) queryWeights[term] = 0;
}

/** A function word is understood, and not looked for. */
function passOver(word: string, reading: Reading): void {
  reading.words.push(word);
  reading.explained.push({ word, read: [word], how: 'known' });
}

function readWord(word: string, reading: Reading, parts: Parts, { lang, prefix }: ReadingOptions): void {
  const { words } = parts.usage;
  const note = (how: Explanation['words'][number]['how'], read: string[]) =>
    reading.explained.push({ word, read, how });
  const known = words.find(word);
  if (prefix) {
    const completions = mostUsed(parts, words.beginning(word));
    for (const id of completions) addWord(reading, parts, id, words.at(id), COMPLETION_WEIGHT, lang);
    if (completions.length > 0) {
      if (known !== NONE) addWord(reading, parts, known, word, 1, lang);
      reading.words.push(known === NONE ? words.at(completions[0]!) : word);
      const read = completions.slice(0, 3).map(id => words.at(id));
      note('prefix', read);
      return;
    }
  }
  if (known !== NONE) {
    addWord(reading, parts, known, word, 1, lang);
    reading.words.push(word);
    note('known', [word]);
    return;
  }
  if (addStems(word, reading, parts)) {
    reading.words.push(word);
    note('stem', [word]);
    return;
  }
  const { scratch } = parts;
  scratch.repairStamp++;
  const proposals = repair(
    word,
    parts.deletionIndex(),
    words,
    parts.wordLines,
    scratch.comparedFor,
    scratch.repairStamp,
  );
  const read = proposals.map(proposal => words.at(proposal.word));
  proposals.forEach(({ word: id, likeness }, i) => {
    addWord(reading, parts, id, read[i]!, likeness * REPAIR_WEIGHT, lang);
  });
  const sure = (proposals[0]?.likeness ?? 0) >= SURE_REPAIR;
  reading.words.push(sure ? read[0]! : word);
  note(read.length > 0 ? 'repaired' : 'unknown', read);
}

/**
 * Words torn in two are put together, and words run together are parted, where that makes unknown words known. What has
 * a known stem is one word: "pasaport" is no "pasa port".
 */
function mended(words: readonly string[], parts: Parts): string[] {
  const known = parts.usage.words;
  const out: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const next = words[i + 1];
    if (
      next !== undefined &&
      word.length + next.length >= 6 &&
      !(known.has(word) && known.has(next)) &&
      known.has(word + next)
    ) {
      out.push(word + next);
      i++;
    } else if (word.length >= 8 && word.length <= 40 && !known.has(word) && !hasStem(parts, word))
      out.push(...(parted(word, known) ?? [word]));
    else out.push(word);
  }
  return out;
}

function parted(word: string, known: WordList): [string, string] | undefined {
  for (let at = word.length - 4; at >= 3; at--) {
    const left = word.slice(0, at);
    if (!known.has(left)) continue;
    const right = word.slice(at);
    if (known.has(right)) return [left, right];
  }
  return undefined;
}

/** A short beginning may fit very many words: only the first few thousand are looked at. */
function mostUsed({ wordLines }: Parts, [from, to]: readonly [number, number]): number[] {
  const best: number[] = [];
  const last = Math.min(to, from + MOST_COMPLETIONS_SEEN);
  for (let id = from; id < last; id++) {
    let at = best.length;
    while (at > 0 && wordLines[best[at - 1]!]! < wordLines[id]!) at--;
    if (at >= COMPLETIONS) continue;
    best.splice(at, 0, id);
    if (best.length > COMPLETIONS) best.pop();
  }
  return best;
}

function addWord(
  reading: Reading,
  parts: Parts,
  id: number,
  word: string,
  weight: number,
  lang: Language | undefined,
): void {
  const { languages } = parts.usage;
  for (let n = 0; n < languages.length; n++) {
    const term = parts.terms.termOf[n]![id]!;
    if (term === NONE) continue;
    addTerm(
      reading,
      parts,
      term,
      lang === undefined || lang === languages[n] ? weight : weight * OTHER_LANGUAGE_WEIGHT,
    );
  }
  // A word known in one language only may still be the stem of something in another.
  for (let n = 0; n < languages.length; n++) {
    const term = stemTerm(parts, id, word, n);
    if (term !== NONE) addTerm(reading, parts, term, weight * OTHER_LANGUAGE_WEIGHT);
  }
}

/** The term of a known word's stem, also in a language in which it does not occur. Worked out once a word. */
function stemTerm({ terms, stemTerms, usage }: Parts, id: number, word: string, lang: number): number {
  const known = stemTerms[lang]![id]!;
  if (known > 0) return known === 1 ? NONE : known - 2;
  const term = termOfStem(terms, stem(word, usage.languages[lang]!));
  stemTerms[lang]![id] = term === NONE ? 1 : term + 2;
  return term;
}

function hasStem({ terms, usage: { languages } }: Parts, word: string): boolean {
  return mayHaveStem(terms, word) && languages.some(lang => termOfStem(terms, stem(word, lang)) !== NONE);
}

function addStems(word: string, reading: Reading, parts: Parts): boolean {
  if (!mayHaveStem(parts.terms, word)) return false;
  let found = false;
  for (const lang of parts.usage.languages) {
    const term = termOfStem(parts.terms, stem(word, lang));
    if (term === NONE) continue;
    addTerm(reading, parts, term, STEM_WEIGHT);
    found = true;
  }
  return found;
}

function addTerm(
  { terms }: Reading,
  { scratch: { queryWeights } }: Parts,
  term: number,
  weight: number,
): void {
  const before = queryWeights[term]!;
  if (before === 0) terms.push(term);
  if (before < weight) queryWeights[term] = weight;
}
