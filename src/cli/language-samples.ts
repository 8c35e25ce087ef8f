import { accentMarks, tokens } from '../language/detect/index.ts';
import type { BaseLanguage } from '../language/index.ts';
import { FORMS } from './language-forms.ts';
import { misspelt, pick, type Random, seeded } from './language-slips.ts';
import type { LanguageTexts } from './language-texts.ts';

/** How much a text is Spanish, English, another language; the sum is 1. */
export type Target = readonly [number, number, number];

export interface Sample {
  words: readonly string[];
  /** Buckets of its accents. */
  marks: readonly number[];
  target: Target;
  /** What it counts for. */
  weight: number;
}

export interface Samples {
  all: Sample[];
  /** Every word of the lists and lines, with how often it stands for each class. */
  vocabulary: Map<string, [number, number, number]>;
}

const TARGETS: Readonly<Record<BaseLanguage | 'other', Target>> = {
  es: [1, 0, 0],
  en: [0, 1, 0],
  other: [0, 0, 1],
};
/** What a name, an abbreviation or a row of random letters says: nothing, apart from who writes here. */
const NOTHING: Target = [0.48, 0.45, 0.07];

/** Pieces of one to three words that are cut out of every line, and texts thrown together from the words of a list. */
const PIECES = 4;
const MEDLEYS = 3000;
/** How often a piece loses its accents, and how often it is misspelt. */
const PLAIN = 0.85;
const MISSPELT = 0.3;
/** What counts less than a text as it stands. */
const WEIGHTS = { misspelt: 0.7, form: 0.4, other: 0.9 };
/** How often a word is looked at by itself, as it is and misspelt. */
const ALONE = 4;
/** Share of the made-up forms that is used. */
const FORMS_USED = 0.3;
/** What a word counts for in the vocabulary: one of the first of a list, another of it, one of a line. */
const COUNTS = { first: 9, list: 3, line: 0.5 };
const FIRST = 100;
const SCRIBBLES = 300;

/** Everything that the detector is trained on; the same for the same texts and seed. */
export function makeSamples(texts: LanguageTexts, seed: number): Samples {
  const random = seeded(seed);
  const samples: Samples = { all: [], vocabulary: new Map() };
  const shared = new Set(texts.shared);
  const ownWords = new Set([...texts.own.es.words, ...texts.own.en.words].map(withoutAccents));
  for (const lang of ['es', 'en'] as const) {
    const { lines, shorthand } = texts.own[lang];
    const words = texts.own[lang].words.filter(word => !shared.has(withoutAccents(word)));
    const source = { samples, random, lang, target: TARGETS[lang], weight: 1 };
    addLines(source, lines);
    addList(source, words, ALONE, MEDLEYS);
    addList(source, shorthand, 2, MEDLEYS / 4);
    for (const form of words.flatMap(word => FORMS[lang](withoutAccents(word.toLowerCase())))) {
      if (!ownWords.has(form) && random() < FORMS_USED) {
        add({ ...source, weight: WEIGHTS.form }, random() < MISSPELT ? misspelt(form, lang, random) : form);
      }
    }
  }
  for (const { lines, words } of texts.others.values()) {
    const source = { samples, random, lang: null, target: TARGETS.other, weight: WEIGHTS.other };
    addLines(source, lines);
    addList(source, words, 2, words.length);
  }
  addNothings({ samples, random, lang: null, target: NOTHING, weight: 1 }, texts.shared);
  return samples;
}

interface Source {
  samples: Samples;
  random: Random;
  lang: BaseLanguage | null;
  target: Target;
  weight: number;
}

function addLines(source: Source, lines: readonly string[]): void {
  const { random } = source;
  for (const line of lines) {
    add(source, line, COUNTS.line);
    const words = line.split(/\s+/);
    for (let piece = 0; piece < PIECES; piece++) {
      const length = 1 + Math.floor(random() * 3);
      if (length > words.length) continue;
      const start = Math.floor(random() * (words.length - length + 1));
      const text = words.slice(start, start + length).join(' ');
      addPerhapsMisspelt(source, random() < PLAIN ? withoutAccents(text) : text, MISSPELT);
    }
  }
}

/** Lists begin with the most frequent words: medleys take from their beginning more often. */
function addList(source: Source, words: readonly string[], alone: number, medleys: number): void {
  const { random } = source;
  for (let turn = 0; turn < alone; turn++) {
    for (const [rank, word] of words.entries()) {
      const text = random() < 0.5 ? withoutAccents(word) : word;
      if (turn === 0) add(source, text, rank < FIRST ? COUNTS.first : COUNTS.list);
      else addPerhapsMisspelt(source, text, MISSPELT * 2);
    }
  }
  for (let medley = 0; medley < medleys; medley++) {
    const length = 2 + Math.floor(random() * 3);
    const chosen = Array.from({ length }, () => words[Math.floor(random() * random() * words.length)]!);
    const text = chosen.join(' ');
    addPerhapsMisspelt(source, random() < 0.6 ? withoutAccents(text) : text, MISSPELT);
  }
}

function addNothings(source: Source, shared: readonly string[]): void {
  for (let turn = 0; turn < ALONE; turn++) {
    for (const word of shared) add(source, word, turn === 0 ? COUNTS.list : 0);
  }
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  for (let scribble = 0; scribble < SCRIBBLES; scribble++) {
    const length = 3 + Math.floor(source.random() * 6);
    add(source, Array.from({ length }, () => pick(letters, source.random)).join(''));
  }
}

function addPerhapsMisspelt(source: Source, text: string, share: number): void {
  if (source.random() >= share) add(source, text);
  else
    add({ ...source, weight: source.weight * WEIGHTS.misspelt }, misspelt(text, source.lang, source.random));
}

function add({ samples, target, weight }: Source, text: string, count = 0): void {
  const words = tokens(text);
  const marks = accentMarks(text);
  if (words.length + marks.length === 0) return;
  samples.all.push({ words, marks, target, weight });
  if (count === 0) return;
  for (const word of words) {
    const counts = samples.vocabulary.get(word) ?? [0, 0, 0];
    samples.vocabulary.set(word, [
      counts[0] + target[0] * count,
      counts[1] + target[1] * count,
      counts[2] + target[2] * count,
    ]);
  }
}

/** As most people write on a phone: no accents (ñ stays), no opening marks. */
function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll('n\u0303', 'ñ')
    .replace(/[\u0300-\u036f¿¡]/g, '')
    .normalize('NFC');
}
