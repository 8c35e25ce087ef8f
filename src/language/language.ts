/** The languages of every edition: that of the official text, and that of the translation that all of it has. */
export const BASE_LANGUAGES = ['es', 'en'] as const;
export type BaseLanguage = (typeof BASE_LANGUAGES)[number];

declare const added: unique symbol;
/** A language beside those: a folder in `locales/`, and translations in `knowledge/` of as much as there is. */
export type AddedLanguage = string & { readonly [added]: true };

/** Code of a language that the assistant speaks: `es`, `en`, or of two or three letters (ISO 639) like `kek`. */
export type Language = BaseLanguage | AddedLanguage;

/** Something for each language; only the two that every edition has are sure to be there. */
export type ByLanguage<T> = Readonly<Record<Language, T>>;

/** The language of the official text: what has no translation is given in it. */
export const OFFICIAL_LANGUAGE = 'es';

/** The language to compare with: that of the official text, or beside that the translation that all of it has. */
export function otherLanguage(lang: Language): BaseLanguage {
  return lang === 'es' ? 'en' : 'es';
}

/** The language of a name that stands for one, a folder's or a key's; null where it cannot be a language's code. */
export function languageOf(name: string): Language | null {
  return /^[a-z]{2,3}$/.test(name) ? (name as Language) : null;
}

export function isBaseLanguage(lang: string): lang is BaseLanguage {
  return (BASE_LANGUAGES as readonly string[]).includes(lang);
}

/** The language that a locale (`es-GT`, `en`) names, when it is one of those. */
export function spokenIn(locale: string | undefined, languages: readonly Language[]): Language | undefined {
  const primary = locale?.split('-')[0]?.toLowerCase();
  return languages.find(lang => lang === primary);
}

/** A language's code if it is one of those, else the official text's: what was stored may name one that is gone. */
export function spokenOrOfficial(code: unknown, languages: readonly Language[]): Language {
  return languages.find(lang => lang === code) ?? OFFICIAL_LANGUAGE;
}

/** Something made for each language. */
export function forEachLanguage<T>(
  languages: readonly Language[],
  make: (lang: Language) => T,
): ByLanguage<T> {
  return Object.fromEntries(languages.map(lang => [lang, make(lang)])) as Record<Language, T>;
}

/** Spanish and English first, then the added languages by their codes, each once. */
export function inOrder(languages: Iterable<Language>): Language[] {
  return [...BASE_LANGUAGES, ...[...new Set(languages)].filter(lang => !isBaseLanguage(lang)).sort()];
}

/** The same with its languages {@link inOrder}. */
export function orderedByLanguage<T, U = T>(
  by: ByLanguage<T>,
  made: (value: T, lang: Language) => U,
): ByLanguage<U> {
  return forEachLanguage(inOrder(Object.keys(by) as Language[]), lang => made(by[lang] as T, lang));
}

/** Whether a text is there in a language. A translation that is still to be written is empty. */
export function isThereIn(text: ByLanguage<string>, lang: Language): boolean {
  return (text[lang] ?? '') !== '';
}

/** The language that a text is given in to whoever wants it in `lang`: that one, or the official text's. */
export function languageIn(text: ByLanguage<string>, lang: Language): Language {
  return isThereIn(text, lang) ? lang : OFFICIAL_LANGUAGE;
}

/** A text in a language, or the official one where it has no translation. */
export function textIn(text: ByLanguage<string>, lang: Language): string {
  return text[lang] || text[OFFICIAL_LANGUAGE];
}
