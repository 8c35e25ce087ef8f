import { createInstance } from 'i18next';
import { isBaseLanguage, type Language, OFFICIAL_LANGUAGE } from '../language/index.ts';
import { type LocaleFiles, type Sentences, spokenIn } from './locale-files.ts';

export type { LocaleFiles, Sentences } from './locale-files.ts';

export class UnknownSentence extends Error {
  readonly code = 'unknown-sentence';
  constructor(lang: Language, key: string) {
    super(`locales/${lang} has no sentence "${key}": add it there, and in Spanish and English.`);
  }
}

/** Makes i18next ready with the given files. Values are put in as they are: the edge encodes, not the sentence. */
export function createSentences(files: LocaleFiles): Sentences {
  const i18n = createInstance();
  const spoken = spokenIn(files);
  const { languages } = spoken;
  void i18n.init({
    resources: structuredClone(files) as Record<string, Record<string, Record<string, string>>>,
    supportedLngs: [...languages],
    fallbackLng: lang => (isBaseLanguage(lang) ? [] : [OFFICIAL_LANGUAGE]),
    ns: [...new Set(languages.flatMap(lang => Object.keys(files[lang] ?? {})))],
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  const fixed = new Map(languages.map(lang => [lang, i18n.getFixedT(lang)]));
  /** Sentences without values, as they were said once: as many as `locales/` has. */
  const plain = new Map(languages.map(lang => [lang, new Map<string, string>()]));

  function say(lang: Language, key: string, values: Readonly<Record<string, string | number>> = {}): string {
    const text = fixed.get(lang)?.(key, { ...values, defaultValue: '' }) ?? '';
    if (text === '') throw new UnknownSentence(lang, key);
    return text;
  }

  function sayOnce(lang: Language, key: string, values?: Readonly<Record<string, string | number>>): string {
    if (values !== undefined) return say(lang, key, values);
    const known = plain.get(lang)?.get(key);
    if (known !== undefined) return known;
    const text = say(lang, key);
    plain.get(lang)?.set(key, text);
    return text;
  }

  return Object.assign(sayOnce, spoken);
}
