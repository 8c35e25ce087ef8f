import type { Contacts, LibraryDocument } from '../../answer/index.ts';
import type { LocaleFiles } from '../../answer/sentences.ts';
import type { Institution } from '../../knowledge/knowledge.ts';
import { orderedByLanguage } from '../../language/index.ts';
import type { Edition } from '../../turn/index.ts';

/**
 * What a phone needs of an edition to answer without a connection, beside the bytes of its index: the texts, what
 * points from a word to an entry, other institutions' names, the assistant's sentences, the configured contacts. No
 * question that anybody asked is in it.
 */
export interface Pack {
  /** Id of the edition. */
  readonly id: string;
  readonly documents: readonly LibraryDocument[];
  /** Concepts of the glossary and the entries they point to; their words are in the index. */
  readonly concepts: readonly (readonly [id: string, entries: readonly string[]])[];
  readonly institutions: readonly Institution[];
  readonly sentences: LocaleFiles;
  readonly contacts: Contacts;
  /** Path of the index: the bytes that the server itself searches. */
  readonly index: string;
}

/** Makes the pack of an edition. */
export function packOf(
  edition: Omit<Edition, 'index'>,
  { sentences, contacts, index }: Pick<Pack, 'sentences' | 'contacts' | 'index'>,
): Pack {
  return {
    id: edition.id,
    documents: edition.documents.map(document => ({
      ...document,
      entries: document.entries.map(
        ({ id, document: of, section, title, label, facets, text, children }) => ({
          id,
          document: of,
          section,
          title,
          label,
          facets,
          text,
          children,
        }),
      ),
    })),
    concepts: edition.glossary.map(({ id, entries }) => [id, entries]),
    // Only names that count as they are written are compared with the text itself.
    institutions: edition.institutions.map(institution => ({
      ...institution,
      names: institution.exact ? institution.names : { es: [], en: [] },
    })),
    sentences: orderedByLanguage(sentences, ({ assistant = {}, language = {} }) => ({ assistant, language })),
    contacts,
    index,
  };
}
