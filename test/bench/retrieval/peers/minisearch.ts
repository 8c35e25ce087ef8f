import MiniSearch from 'minisearch';
import type { Row } from '../../../../src/retrieval/index.ts';
import { collapsed, type Peer, plainFold, type Searcher, textsOf } from '../peer.ts';
import { STOP_WORDS } from './stop-words.ts';

const BOOST = { title: 2, questions: 1.5 };
const FIELDS = ['title', 'questions', 'text'];

export const miniSearch: Peer = {
  settings: 'any word; fuzzy 0.2 (a fifth of the letters), prefixes from 4 letters, accents folded',
  typos: true,
  variants: [
    {
      name: 'a document for each entry; boost title 2, questions 1.5; stop words left out',
      build: rows => searcher(rows, FIELDS, withoutStopWords),
    },
    {
      name: 'a document for each entry; boost title 2, questions 1.5',
      build: rows => searcher(rows, FIELDS, plainFold),
    },
    { name: 'a document for each text', build: rows => searcher(textsOf(rows), ['text'], plainFold) },
  ],
};

function withoutStopWords(term: string): string | null {
  const folded = plainFold(term);
  return STOP_WORDS.has(folded) ? null : folded;
}

function searcher(
  documents: readonly Pick<Row, 'id'>[],
  fields: string[],
  processTerm: (term: string) => string | null,
): Searcher {
  const index = new MiniSearch({
    fields,
    processTerm,
    searchOptions: { boost: BOOST, fuzzy: 0.2, prefix: term => term.length > 3 },
  });
  index.addAll(documents.map((document, id) => ({ ...document, id })));
  const ids = documents.map(({ id }) => id);
  return {
    search: query =>
      collapsed(
        index
          .search(query)
          .slice(0, 200)
          .map(({ id, score }) => ({ id: ids[id]!, score })),
      ),
  };
}
