import MiniSearch from 'minisearch';
import type { Row } from '../../../../src/retrieval/index.ts';
import { collapsed, type Peer, plainFold, type Searcher, textsOf } from '../peer.ts';

const BOOST = { title: 2, questions: 1.5 };
const prefix = (term: string) => term.length > 3;

export const miniSearch: Peer = {
  name: 'MiniSearch',
  settings: 'any word; fuzzy 0.2 (a fifth of the letters), accents folded',
  typos: true,
  variants: [
    { name: 'a document for each text, prefixes from 4 letters', build: rows => searcher(textsOf(rows), ['text'], prefix) },
    { name: 'a document for each text, no prefixes', build: rows => searcher(textsOf(rows), ['text'], () => false) },
    { name: 'a document for each entry; boost title 2, questions 1.5; prefixes from 4 letters', build: rows => searcher(rows, ['title', 'questions', 'text'], prefix) },
  ],
};

function searcher(documents: readonly Pick<Row, 'id'>[], fields: string[], prefixes: (term: string) => boolean): Searcher {
  const index = new MiniSearch({
    fields,
    processTerm: plainFold,
    searchOptions: { boost: BOOST, fuzzy: 0.2, prefix: prefixes },
  });
  index.addAll(documents.map((document, id) => ({ ...document, id })));
  const ids = documents.map(({ id }) => id);
  return { search: query => collapsed(index.search(query).slice(0, 200).map(({ id, score }) => ({ id: ids[id]!, score }))) };
}
