import type { Language } from '../language/index.ts';

/** One row of a knowledge base. Several rows may share an id: languages, variants, separate questions. */
export interface Row {
  id: string;
  lang: Language;
  title?: string;
  text?: string;
  /** Ways in which people ask for it. */
  questions?: string[];
}

/** Words and phrases for one thing, in both languages; they are taken for each other at a lower weight. */
export interface Concept {
  id: string;
  es: string[];
  en: string[];
  /** True: the words count as they stand, not their stems: names and fixed phrases. */
  exact?: boolean;
}

export interface Glossary {
  concepts: Concept[];
}

/**
 * Turns features of a search into a probability: a logistic regression. `weights` go with the names in
 * `confidence.ts`; what is not named weighs nothing.
 */
export interface Calibration {
  bias: number;
  weights: Record<string, number>;
  /** Softmax temperature of the scores over the ids, > 0; small is decided. */
  temperature: number;
}

export interface BuildOptions {
  glossary?: Glossary;
  /**
   * Questions that the knowledge base does not answer: `id` is their kind (`price`, `elsewhere` …), `about` the
   * row id whose matter they are about, if any. They are never found; the classifier learns from them what else
   * a question may be, and what matters are called.
   */
  background?: (Row & { about?: string })[];
  /**
   * Another wording of a line of an id or a kind, for the classifier to learn from besides a misspelt copy: what is
   * said around a question, words left out. Null: none for this line.
   */
  reworded?: (
    words: readonly string[],
    line: { id: string; lang: Language },
    random: () => number,
  ) => string[] | null;
  /** Whether to train the classifier. By default up to 400 ids. Costs some seconds for a thousand questions. */
  train?: boolean;
  calibration?: Calibration;
  /** Seed of the training's randomness; the same seed and rows give the same bytes. */
  seed?: number;
}

export interface SearchOptions {
  /** The language of the query if it is known; rows of another language then count a little less. */
  lang?: Language;
  /** How many hits at most; 10 if not given. */
  limit?: number;
  /** Take every word as the beginning of a word, as while typing. */
  prefix?: boolean;
}

export interface Hit {
  id: string;
  /** Comparable within one answer only. */
  score: number;
  /** Probability, 0 to 1, that this id answers the query; falls down the list, sums to at most 1. */
  confidence: number;
}

/** What a confidence was made of, for people who ask why. */
export interface Explanation {
  hits: Hit[];
  /** Probability of each kind of background question, below 1 in sum; empty without any. */
  background: Record<string, number>;
  /** The classifier's probability of each id, given that it is about one of them; empty without a classifier. */
  trained: Record<string, number>;
  features: Record<string, number>;
  /** Ids of the glossary's concepts that the query names. */
  concepts: string[];
  /** Words as they were read: known, repaired to something known, begun, or unknown. */
  words: { word: string; read: string[]; how: 'known' | 'stem' | 'repaired' | 'prefix' | 'unknown' }[];
}
