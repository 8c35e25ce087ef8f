import { LANGUAGES, type Language, stem } from '../language/index.ts';
import type { ConceptFinder } from './concepts.ts';
import { type DeletionIndex, repair } from './repair.ts';
import type { Explanation } from './types.ts';
import { NONE, type Vocabulary, wordsBeginning } from './vocabulary.ts';

/** How a query was read against the vocabulary. */
export interface Reading {
  /** The query's words as understood: known ones as they are, misspelt ones repaired, unknown ones unchanged. */
  words: string[];
  /** Weight of each term that the query names, 0 to 1: 1 for a known word, less for a repaired one. */
  terms: Map<number, number>;
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
/** A beginning is completed to this many words at most, the most frequent first. */
const COMPLETIONS = 48;
const COMPLETION_WEIGHT = 0.85;

export interface Reader {
  vocabulary: Vocabulary;
  concepts: ConceptFinder;
  /** Made when the first unknown word comes. */
  deletions(): DeletionIndex;
}

export function readQuery(
  queryWords: readonly string[],
  reader: Reader,
  options: { lang?: Language | undefined; prefix?: boolean | undefined },
): Reading {
  const reading: Reading = { words: [], terms: new Map(), explained: [] };
  for (const word of mended(queryWords, reader.vocabulary)) readWord(word, reading, reader, options);
  for (const concept of reader.concepts.find(reading.words)) {
    const term = reader.vocabulary.termIds.get(concept);
    if (term !== undefined) addTerm(reading, term, CONCEPT_WEIGHT);
  }
  return reading;
}

function readWord(
  word: string,
  reading: Reading,
  { vocabulary, deletions }: Reader,
  { lang, prefix }: { lang?: Language | undefined; prefix?: boolean | undefined },
): void {
  const note = (how: Explanation['words'][number]['how'], read: string[]) =>
    reading.explained.push({ word, read, how });
  const known = vocabulary.wordIds.get(word);
  if (prefix) {
    const completions = mostFrequent(vocabulary, wordsBeginning(vocabulary.words, word));
    for (const id of completions) addWord(reading, vocabulary, id, COMPLETION_WEIGHT, lang);
    if (completions.length > 0) {
      if (known !== undefined) addWord(reading, vocabulary, known, 1, lang);
      const best = vocabulary.words[known ?? completions[0]!]!;
      reading.words.push(best);
      note(
        'prefix',
        completions.slice(0, 3).map(id => vocabulary.words[id]!),
      );
      return;
    }
  }
  if (known !== undefined) {
    addWord(reading, vocabulary, known, 1, lang);
    reading.words.push(word);
    note('known', [word]);
    return;
  }
  if (addStems(word, reading, vocabulary)) {
    reading.words.push(word);
    note('stem', [word]);
    return;
  }
  const proposals = repair(word, deletions(), vocabulary.words, vocabulary.wordFrequency);
  for (const { word: id, likeness } of proposals)
    addWord(reading, vocabulary, id, likeness * REPAIR_WEIGHT, lang);
  const best = proposals[0];
  reading.words.push(best && best.likeness >= SURE_REPAIR ? vocabulary.words[best.word]! : word);
  note(
    best ? 'repaired' : 'unknown',
    proposals.map(p => vocabulary.words[p.word]!),
  );
}

/** Words torn in two are put together, and words run together are parted, where that makes unknown words known. */
function mended(words: readonly string[], { wordIds }: Vocabulary): string[] {
  const out: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const joined = word + (words[i + 1] ?? '');
    if (
      i + 1 < words.length &&
      joined.length >= 6 &&
      wordIds.has(joined) &&
      !(wordIds.has(word) && wordIds.has(words[i + 1]!))
    ) {
      out.push(joined);
      i++;
    } else if (word.length >= 8 && word.length <= 40 && !wordIds.has(word))
      out.push(...(parted(word, wordIds) ?? [word]));
    else out.push(word);
  }
  return out;
}

function parted(word: string, known: ReadonlyMap<string, number>): [string, string] | undefined {
  for (let at = word.length - 4; at >= 3; at--) {
    const [left, right] = [word.slice(0, at), word.slice(at)];
    if (known.has(left) && known.has(right)) return [left, right];
  }
  return undefined;
}

function mostFrequent({ wordFrequency }: Vocabulary, [from, to]: [number, number]): number[] {
  const ids: number[] = [];
  // A short beginning may fit very many words: only the first few thousand are looked at.
  for (let id = from; id < to && id < from + 4096; id++) ids.push(id);
  return ids.sort((a, b) => wordFrequency[b]! - wordFrequency[a]! || a - b).slice(0, COMPLETIONS);
}

function addWord(
  reading: Reading,
  vocabulary: Vocabulary,
  id: number,
  weight: number,
  lang: Language | undefined,
): void {
  for (const wordLang of LANGUAGES) {
    const term = vocabulary.termOf[wordLang][id]!;
    if (term === NONE) continue;
    addTerm(reading, term, lang === undefined || lang === wordLang ? weight : weight * OTHER_LANGUAGE_WEIGHT);
  }
  // A word known in one language only may still be the stem of something in the other.
  addStems(vocabulary.words[id]!, reading, vocabulary, weight * OTHER_LANGUAGE_WEIGHT);
}

function addStems(word: string, reading: Reading, vocabulary: Vocabulary, weight = STEM_WEIGHT): boolean {
  let found = false;
  for (const lang of LANGUAGES) {
    const term = vocabulary.termIds.get(stem(word, lang));
    if (term === undefined) continue;
    addTerm(reading, term, weight);
    found = true;
  }
  return found;
}

function addTerm({ terms }: Reading, term: number, weight: number): void {
  const before = terms.get(term);
  if (before === undefined || before < weight) terms.set(term, weight);
}
