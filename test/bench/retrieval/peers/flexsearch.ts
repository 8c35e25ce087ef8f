import flexsearch from 'flexsearch';
import { collapsed, DOCUMENT_LIMIT, type Found, type Peer, type Searcher, textsOf } from '../peer.ts';

const { Charset, Index } = flexsearch;

export const flexSearch: Peer = {
  name: 'FlexSearch',
  settings: 'suggest (any word); no scores of its own: the group that a document is returned in counts as one',
  typos: true,
  variants: [
    { name: 'a document for each text; tokenize tolerant, LatinBalance', build: rows => searcher(textsOf(rows), 'tolerant', Charset.LatinBalance) },
    { name: 'a document for each text; tokenize forward, LatinAdvanced', build: rows => searcher(textsOf(rows), 'forward', Charset.LatinAdvanced) },
    {
      name: 'a document for each entry; tokenize tolerant, LatinBalance',
      build: rows =>
        searcher(
          rows.map(({ id, title, text, questions }) => ({ id, text: [title, ...(questions ?? []), text].join('\n') })),
          'tolerant',
          Charset.LatinBalance,
        ),
    },
  ],
};

function searcher(documents: readonly { id: string; text: string }[], tokenize: string, encoder: object): Searcher {
  const index = new Index({ tokenize, encoder });
  documents.forEach(({ text }, i) => {
    index.add(i, text);
  });
  const ids = documents.map(({ id }) => id);
  return {
    search(query) {
      const groups = index.search(query, { limit: DOCUMENT_LIMIT, suggest: true, resolve: false }).result;
      const found: Found[] = [];
      // Within a group the order is FlexSearch's; a millionth a place keeps it.
      groups.forEach((group, slot) => group?.forEach(i => found.push({ id: ids[i]!, score: 1 / (1 + slot) - found.length * 1e-6 })));
      return collapsed(found);
    },
  };
}
