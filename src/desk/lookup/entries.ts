import { createLibrary, type Library, type Sentences } from '../../answer/index.ts';
import type { Document } from '../../knowledge/entry.ts';
import {
  type ByLanguage,
  forEachLanguage,
  type Language,
  languageIn,
  localesOf,
  textIn,
} from '../../language/index.ts';
import type { EntryText, EntryView } from './wire.ts';

/** Entries as agents see them. */
export interface Entries {
  view(id: string): EntryView | null;
  /** All ids with their titles, in the documents' order. */
  list(): { entry: string; title: ByLanguage<string> }[];
}

export interface EntriesParts {
  readonly sentences: Sentences;
  readonly publicUrl: string;
  published(): { readonly edition: string; readonly documents: readonly Document[] };
}

/** Reads entries from the published edition; made anew when another is published. */
export function createEntries({ sentences, publicUrl, published }: EntriesParts): Entries {
  let known: { edition: string; library: Library } | null = null;
  const days = new Map(
    sentences.languages.map(lang => {
      const locales = lang === 'en' ? ['en-GB'] : localesOf(lang);
      return [lang, new Intl.DateTimeFormat(locales, { dateStyle: 'long', timeZone: 'UTC' })];
    }),
  );

  function library(): Library {
    const { edition, documents } = published();
    if (known?.edition !== edition) known = { edition, library: createLibrary(edition, documents) };
    return known.library;
  }

  function text(from: Library, id: string, lang: Language): EntryText {
    const entry = from.entry(id)!;
    const quotes = from.quotes(id, lang);
    const spoken = quotes[0]?.lang ?? languageIn(entry.section, lang);
    const { document, section, issued } = from.citation(id, lang);
    const named = from.documents.find(other => other.id === document);
    const title = named ? textIn(named.shortTitle, lang) : document;
    const date = new Date(`${issued}T00:00:00Z`);
    const written = Number.isNaN(date.getTime()) ? issued : days.get(lang)!.format(date);
    return {
      title: textIn(entry.title, lang),
      section,
      official: spoken === 'es',
      lang: spoken,
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
      return { entry: id, ...forEachLanguage(sentences.languages, lang => text(from, id, lang)) };
    },
    list: () =>
      library().documents.flatMap(({ entries }) => entries.map(({ id, title }) => ({ entry: id, title }))),
  };
}
