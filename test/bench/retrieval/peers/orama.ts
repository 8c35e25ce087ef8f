import { create, type Database, insert, search } from '@orama/orama';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { LANGUAGES, type Language } from '../../../../src/language/index.ts';
import type { Row } from '../../../../src/retrieval/index.ts';
import { collapsed, DOCUMENT_LIMIT, type Peer, plainFold, type Searcher, textsOf } from '../peer.ts';

const TOKENIZERS = {
  es: { language: 'spanish', stemming: true, stemmer: spanish },
  en: { language: 'english', stemming: true, stemmer: english },
} as const;
const BOOST = { title: 2, questions: 1.5, text: 1 };

export const orama: Peer = {
  name: 'Orama',
  settings: 'any word; tolerance 1 (one edit), accents folded, a database for each language with its stemmer, both asked',
  typos: true,
  variants: [
    { name: 'a document for each text', build: rows => searcher(textsOf(rows), ['text']) },
    {
      name: 'a document for each entry; boost title 2, questions 1.5',
      build: rows => searcher(rows.map(asDocument), ['title', 'questions', 'text']),
    },
  ],
};

function asDocument({ id, lang, title, text, questions }: Row) {
  return { id, lang, title: title ?? '', text: text ?? '', questions: (questions ?? []).join('\n') };
}

type Document = { id: string; lang: Language } & Partial<Record<string, string>>;

function searcher(documents: readonly Document[], fields: string[]): Searcher {
  const databases = LANGUAGES.map(lang => database(documents.filter(document => document.lang === lang), fields, lang));
  const boost = Object.fromEntries(Object.entries(BOOST).filter(([field]) => fields.includes(field)));
  return {
    search(query) {
      const term = plainFold(query);
      return collapsed(
        databases.flatMap(db =>
          search(db, { term, limit: DOCUMENT_LIMIT, tolerance: 1, threshold: 1, boost }).hits.map(({ score, document }) => ({
            id: document.entry as string,
            score,
          })),
        ),
      );
    },
  };
}

function database(documents: readonly Document[], fields: string[], lang: Language): Database {
  const db = create({
    schema: Object.fromEntries(fields.map(field => [field, 'string'])),
    components: { tokenizer: TOKENIZERS[lang] },
  });
  for (const document of documents) {
    insert(db, { entry: document.id, ...Object.fromEntries(fields.map(field => [field, plainFold(document[field] ?? '')])) });
  }
  return db;
}
