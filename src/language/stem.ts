import porterEnglish from 'natural/lib/natural/stemmers/porter_stemmer.js';
import porterSpanish from 'natural/lib/natural/stemmers/porter_stemmer_es.js';
import type { BaseLanguage, Language } from './language.ts';
import { fold } from './normalise.ts';

/**
 * Endings whose accent the Spanish stemmer needs and people leave out: without it "renovacion" and
 * "renovación" get different stems (see natural's porter_stemmer_es). Written back before stemming.
 */
const ACCENTED_ENDINGS: readonly (readonly [ending: string, accented: string])[] = [
  ['cion', 'ción'],
  ['sion', 'sión'],
  ['gion', 'gión'],
  ['xion', 'xión'],
];

/** Stems are looked up again and again; the cache is emptied when it has grown to this many words. */
const CACHE_LIMIT = 20_000;
const caches: Readonly<Record<BaseLanguage, Map<string, string>>> = { es: new Map(), en: new Map() };

/**
 * The stem of one folded word. Spanish: natural's Porter stemmer on the word with its accent restored, folded
 * again; English: natural's Porter stemmer. Digits, words of up to three letters, and words of any other language
 * stand for themselves.
 */
export function stem(word: string, lang: Language): string {
  const cache = lang === 'es' ? caches.es : lang === 'en' ? caches.en : null;
  if (cache === null) return word;
  const known = cache.get(word);
  if (known !== undefined) return known;
  const made = lang === 'es' ? stemSpanish(word) : stemEnglish(word);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(word, made);
  return made;
}

function stemSpanish(word: string): string {
  if (word.length <= 3) return word;
  const ending = ACCENTED_ENDINGS.find(([plain]) => word.length > plain.length + 1 && word.endsWith(plain));
  const accented = ending ? word.slice(0, -ending[0].length) + ending[1] : word;
  return fold(porterSpanish.stem(accented)) || word;
}

function stemEnglish(word: string): string {
  if (word.length <= 3) return word;
  return porterEnglish.stem(word) || word;
}
