import type { EntryId } from '../../knowledge/entry.ts';
import type { Language } from '../../language/index.ts';

/** Addresses of the public pages, in each language. */
export const PATHS = {
  home: { es: '/es', en: '/en' },
  howItWorks: { es: '/es/como-funciona', en: '/en/how-it-works' },
  privacy: { es: '/es/privacidad', en: '/en/privacy' },
  accessibility: { es: '/es/accesibilidad', en: '/en/accessibility' },
} as const satisfies Record<string, Record<Language, string>>;

export type PageName = keyof typeof PATHS;

/** Id of the section that holds the reply. */
export const ANSWER_ID = 'answer';

/** Where an entry stands in the document, in the given language. */
export function entryPath(lang: Language, entry: EntryId): string {
  return `${PATHS.home[lang]}#${encodeURIComponent(entry)}`;
}
