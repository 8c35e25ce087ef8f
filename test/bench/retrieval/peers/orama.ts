import { create, insert, search } from '@orama/orama';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import type { Row } from '../../../../src/retrieval/index.ts';
import { collapsed, DOCUMENT_LIMIT, type Peer, plainFold, type Searcher, textsOf } from '../peer.ts';
import { STOP_WORDS } from './stop-words.ts';

const BOOST = { title: 2, questions: 1.5, text: 1 };
const FIELDS = ['title', 'questions', 'text'] as const;

export const orama: Peer = {
  settings:
    'any word, beginnings of words (always on), accents folded, stop words of both languages left out',
  typos: true,
  variants: [
    {
      name: 'a document for each entry; boost title 2, questions 1.5; tolerance 1',
      build: rows => searcher(rows.map(asDocument), FIELDS, 1),
    },
    {
      name: 'a document for each entry; boost title 2, questions 1.5; tolerance 1; Spanish stemmer',
      build: rows => searcher(rows.map(asDocument), FIELDS, 1, spanish),
    },
    { name: 'a document for each text; tolerance 1', build: rows => searcher(textsOf(rows), ['text'], 1) },
  ],
};

type Document = { id: string } & Partial<Record<(typeof FIELDS)[number], string>>;

function asDocument({ id, title, text, questions }: Row): Document {
  return { id, title: title ?? '', text: text ?? '', questions: (questions ?? []).join('\n') };
}

function searcher(
  documents: readonly Document[],
  fields: readonly (typeof FIELDS)[number][],
  tolerance: number,
  stemmer?: (word: string) => string,
): Searcher {
  const database = create({
    schema: Object.fromEntries(fields.map(field => [field, 'string'])),
    components: {
      tokenizer: {
        language: 'spanish',
        stemming: stemmer !== undefined,
        ...(stemmer && { stemmer }),
        stopWords: [...STOP_WORDS],
      },
    },
  });
  for (const document of documents) {
    insert(database, {
      entry: document.id,
      ...Object.fromEntries(fields.map(field => [field, plainFold(document[field] ?? '')])),
    });
  }
  const boost = Object.fromEntries(fields.map(field => [field, BOOST[field]]));
  return {
    search(query) {
      const { hits } = search(database, {
        term: plainFold(query),
        limit: DOCUMENT_LIMIT,
        tolerance,
        threshold: 1,
        boost,
      });
      return collapsed(hits.map(({ score, document }) => ({ id: document.entry as string, score })));
    },
  };
}
