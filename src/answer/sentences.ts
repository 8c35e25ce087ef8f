import { createInstance } from 'i18next';
import { LANGUAGES, type Language } from '../language/index.ts';

/**
 * Says a sentence of `locales/`: its key is `namespace:key` (`assistant:greeting`), the namespace being the
 * file's name. Fails with {@link UnknownSentence} for a key that the language does not have, so that no person
 * ever reads a key.
 */
export type Sentences = (
  lang: Language,
  key: string,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** The content of `locales/`: language, then namespace (file name), then keys. */
export type LocaleFiles = Readonly<Record<Language, Readonly<Record<string, object>>>>;

export class UnknownSentence extends Error {
  readonly code = 'unknown-sentence';
  constructor(lang: Language, key: string) {
    super(`locales/${lang} has no sentence "${key}": add it there, in both languages.`);
  }
}

/** Makes i18next ready with the given files. Values are put in as they are: the edge encodes, not the sentence. */
export function createSentences(files: LocaleFiles): Sentences {
  const i18n = createInstance();
  void i18n.init({
    resources: structuredClone(files) as Record<string, Record<string, Record<string, string>>>,
    supportedLngs: [...LANGUAGES],
    fallbackLng: false,
    ns: [...new Set(LANGUAGES.flatMap(lang => Object.keys(files[lang])))],
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  const fixed = { es: i18n.getFixedT('es'), en: i18n.getFixedT('en') };
  /** Sentences without values, as they were said once: as many as `locales/` has. */
  const plain = { es: new Map<string, string>(), en: new Map<string, string>() };

  function say(lang: Language, key: string, values: Readonly<Record<string, string | number>> = {}): string {
    const text = fixed[lang](key, { ...values, defaultValue: '' });
    if (text === '') throw new UnknownSentence(lang, key);
    return text;
  }

  return (lang, key, values) => {
    if (values !== undefined) return say(lang, key, values);
    const known = plain[lang].get(key);
    if (known !== undefined) return known;
    const text = say(lang, key);
    plain[lang].set(key, text);
    return text;
  };
}
