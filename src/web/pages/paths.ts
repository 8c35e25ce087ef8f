import type { EntryId } from '../../knowledge/entry.ts';
import { type BaseLanguage, isBaseLanguage, type Language } from '../../language/index.ts';

/** Addresses of the public pages, in the languages that every edition has. */
export const PATHS = {
  home: { es: '/es', en: '/en' },
  howItWorks: { es: '/es/como-funciona', en: '/en/how-it-works' },
  privacy: { es: '/es/privacidad', en: '/en/privacy' },
  accessibility: { es: '/es/accesibilidad', en: '/en/accessibility' },
} as const satisfies Record<string, Record<BaseLanguage, string>>;

export type PageName = keyof typeof PATHS;

/** The address of a page in any language; in an added one it is named as in Spanish: `/kek/privacidad`. */
export function pathOf(name: PageName, lang: Language): string {
  return isBaseLanguage(lang) ? PATHS[name][lang] : PATHS[name].es.replace(PATHS.home.es, `/${lang}`);
}

/** Id of the section that holds the reply. */
export const ANSWER_ID = 'answer';

/** Where an entry stands in the document, in the given language. */
export function entryPath(lang: Language, entry: EntryId): string {
  return `${pathOf('home', lang)}#${encodeURIComponent(entry)}`;
}
