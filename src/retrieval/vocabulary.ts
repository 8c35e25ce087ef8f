import { isFunctionWord, type Language, stem } from '../language/index.ts';

/** "No such term". */
export const NONE = 0xffffffff;

/** What a function word's weight is multiplied by: weighted down, not dropped. */
const FUNCTION_WORD_WEIGHT = 0.25;

/**
 * The words of a knowledge base and the terms (stems and concepts) that they stand for. Words and terms are
 * numbered in alphabetical order; a word has one term in each language in which it occurs.
 */
export interface Vocabulary {
  words: string[];
  wordIds: Map<string, number>;
  terms: string[];
  termIds: Map<string, number>;
  /** Term of each word as Spanish and as English, or {@link NONE}. */
  termOf: Record<Language, Uint32Array>;
  /** How many rows hold each word. */
  wordFrequency: Uint32Array;
  /** Weight of each term: inverse document frequency, function words weighted down. */
  weights: Float32Array;
}

/** Numbers what the rows consist of. `rows` are lists of words with their language and concept terms. */
export function buildVocabulary(
  rows: readonly { lang: Language; words: string[]; concepts: string[] }[],
): Vocabulary {
  const frequency = new Map<string, number>();
  const termSet = new Set<string>();
  const langsOf: Record<Language, Set<string>> = { es: new Set(), en: new Set() };
  const documentFrequency = new Map<string, number>();
  for (const row of rows) {
    const rowTerms = new Set<string>(row.concepts);
    for (const word of new Set(row.words)) {
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
      langsOf[row.lang].add(word);
      rowTerms.add(stem(word, row.lang));
    }
    for (const term of rowTerms) {
      termSet.add(term);
      documentFrequency.set(term, (documentFrequency.get(term) ?? 0) + 1);
    }
  }
  const words = [...frequency.keys()].sort();
  const terms = [...termSet].sort();
  const termIds = numbered(terms);
  const termOf = {
    es: new Uint32Array(words.length).fill(NONE),
    en: new Uint32Array(words.length).fill(NONE),
  };
  const functionTerm = new Uint8Array(terms.length);
  words.forEach((word, i) => {
    for (const lang of ['es', 'en'] as const) {
      if (!langsOf[lang].has(word)) continue;
      const term = termIds.get(stem(word, lang))!;
      termOf[lang][i] = term;
      if (isFunctionWord(word)) functionTerm[term] = 1;
    }
  });
  const weights = Float32Array.from(terms, (term, i) => {
    const idf = inverseDocumentFrequency(rows.length, documentFrequency.get(term)!);
    return functionTerm[i] ? idf * FUNCTION_WORD_WEIGHT : idf;
  });
  return {
    words,
    wordIds: numbered(words),
    terms,
    termIds,
    termOf,
    wordFrequency: Uint32Array.from(words, word => frequency.get(word)!),
    weights,
  };
}

/** Robertson and Spärck Jones's weight as in BM25, never below zero. */
function inverseDocumentFrequency(rows: number, holding: number): number {
  return Math.log(1 + (rows - holding + 0.5) / (holding + 0.5));
}

export function numbered(items: readonly string[]): Map<string, number> {
  const ids = new Map<string, number>();
  for (let i = 0; i < items.length; i++) ids.set(items[i]!, i);
  return ids;
}

/** The range [from, to) of the words that begin so; words are sorted. */
export function wordsBeginning(words: readonly string[], prefix: string): [from: number, to: number] {
  const from = lowerBound(words, prefix);
  return [from, lowerBound(words, `${prefix}\uffff`)];
}

function lowerBound(words: readonly string[], value: string): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
