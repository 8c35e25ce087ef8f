/** The languages that the assistant speaks. */
export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The other of the two. */
export function otherLanguage(lang: Language): Language {
  return lang === 'es' ? 'en' : 'es';
}
