import { BASE_LANGUAGES, type Language } from '../language/index.ts';

/** How a saved index names its languages: only those that are not in every index, and nothing where there is none. */
export interface SavedLanguages {
  added?: Language[];
}

export function addedTo(languages: readonly Language[]): SavedLanguages {
  const added = languages.slice(BASE_LANGUAGES.length);
  return added.length > 0 ? { added } : {};
}

export function languagesIn({ added = [] }: SavedLanguages): Language[] {
  return [...BASE_LANGUAGES, ...added];
}
