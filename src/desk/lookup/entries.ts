import { createLibrary, type Library, type Sentences } from '../../answer/index.ts';
import type { Document } from '../../knowledge/entry.ts';
import type { Language } from '../../language/index.ts';
import type { EntryText, EntryView } from './wire.ts';

/** Entries as agents see them. */
export interface Entries {
  view(id: string): EntryView | null;
  /** All ids with their titles, in the documents' order. */
  list(): { entry: string; title: Readonly<Record<Language, string>> }[];
}

export interface EntriesParts {
  readonly sentences: Sentences;
  readonly publicUrl: string;
  published(): { readonly edition: string; readonly documents: readonly Document[] };
}

const LOCALES = { es: 'es-GT', en: 'en-GB' } as const;

/** Reads entries from the published edition; made anew when another is published. */
export function createEntries({ sentences, publicUrl, published }: EntriesParts): Entries {
  let known: { edition: string; library: Library } | null = null;
  const days = {
    es: new Intl.DateTimeFormat(LOCALES.es, { dateStyle: 'long', timeZone: 'UTC' }),
    en: new Intl.DateTimeFormat(LOCALES.en, { dateStyle: 'long', timeZone: 'UTC' }),
  };

  function library(): Library {
    const { edition, documents } = published();
    if (known?.edition !== edition) known = { edition, library: createLibrary(edition, documents) };
    return known.library;
  }

  function text(from: Library, id: string, lang: Language): EntryText {
    const entry = from.entry(id)!;
    const quotes = from.quotes(id, lang);
    const { document, section, issued } = from.citation(id, lang);
    const title = from.documents.find(other => other.id === document)?.shortTitle[lang] ?? document;
    const date = new Date(`${issued}T00:00:00Z`);
    const written = Number.isNaN(date.getTime()) ? issued : days[lang].format(date);
    return {
      title: entry.title[lang],
      section,
      official: lang === 'es',
      passages: quotes.map(quote => quote.text),
      parts: quotes.length > 0 ? [] : from.children(id, lang).map(child => child.title),
      source: sentences(lang, 'assistant:source', { document: title, section, issued: written }),
      link: `${publicUrl}/${lang}#${encodeURIComponent(id)}`,
    };
  }

  return {
    view(id) {
      const from = library();
      if (from.entry(id) === undefined) return null;
      return { entry: id, es: text(from, id, 'es'), en: text(from, id, 'en') };
    },
    list: () =>
      library().documents.flatMap(({ entries }) => entries.map(({ id, title }) => ({ entry: id, title }))),
  };
}
