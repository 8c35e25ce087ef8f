import type { LocaleFiles } from '../../answer/sentences.ts';
import { type Finding, finding } from './finding.ts';

/** At most so many words a sentence: STANDARDS.md. */
const MOST_WORDS = 25;
/**
 * Least reading ease of what the assistant itself says in Spanish, on the scale of Szigriszt-Pazos (1993) as INFLESZ
 * divides it: from 55 on "normal", what most people read without effort.
 */
const LEAST_EASE = 55;
/** Fewer words than this tell nothing about how hard a text is. */
const LEAST_WORDS = 100;

/** How easily the assistant's own Spanish sentences are read. */
export function checkSentences(locales: LocaleFiles): Finding[] {
  return Object.entries(locales.es).flatMap(([namespace, file]) => {
    const all = sentencesOf(file, []);
    const place = (path: readonly string[]) => ({ file: `locales/es/${namespace}.json`, path });
    const long = all.flatMap(({ path, text }) =>
      split(text)
        .map(sentence => wordsOf(sentence).length)
        .filter(count => count > MOST_WORDS)
        .map(count => finding('sentence-long', place(path), { words: count, most: MOST_WORDS })),
    );
    const prose = all.map(({ text }) => text).filter(text => wordsOf(text).length > 4);
    const ease = readingEase(prose.join('. '));
    const hard = wordsOf(prose.join(' ')).length >= LEAST_WORDS && ease < LEAST_EASE;
    return hard
      ? [...long, finding('reading-hard', place([]), { ease: Math.round(ease), least: LEAST_EASE })]
      : long;
  });
}

/** 0 (very hard) to 100 (very easy): 206.835 − 62.3 × syllables a word − words a sentence. */
export function readingEase(text: string): number {
  const words = wordsOf(text);
  const sentences = split(text).filter(sentence => wordsOf(sentence).length > 0).length;
  if (words.length === 0) return 100;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 206.835 - (62.3 * syllables) / words.length - words.length / sentences;
}

/** Strong vowels and accented ones carry a syllable each; a weak one does where no strong one follows. */
function syllablesOf(word: string): number {
  return Math.max(1, word.toLowerCase().match(/[aeoáéíóú]|[iuü](?![aeoáéíóú])/gu)?.length ?? 0);
}

function split(text: string): string[] {
  return text.split(/[.?!:;…]+(?:\s+|$)|\n/);
}

function wordsOf(text: string): string[] {
  return text.replace(/\{\{[^}]*\}\}/g, 'valor').match(/\p{L}+/gu) ?? [];
}

function sentencesOf(value: unknown, path: readonly string[]): { path: readonly string[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  return Object.entries(value as object).flatMap(([key, inner]) => sentencesOf(inner, [...path, key]));
}
