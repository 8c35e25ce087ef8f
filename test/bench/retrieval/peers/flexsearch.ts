import flexsearch from 'flexsearch';
import type { Row } from '../../../../src/retrieval/index.ts';
import { collapsed, DOCUMENT_LIMIT, type Found, type Peer, type Searcher, textsOf } from '../peer.ts';
import { STOP_WORDS } from './stop-words.ts';

const { Charset, Encoder, Index } = flexsearch;
const balanced = () => new Encoder(Charset.LatinBalance);
const withoutStopWords = () => new Encoder(Charset.LatinBalance, { filter: STOP_WORDS });

export const flexSearch: Peer = {
  settings:
    'suggest (any word), tokenize tolerant, LatinBalance; it gives no scores: the group that a document comes in counts as one',
  typos: true,
  variants: [
    { name: 'a document for each entry', build: rows => searcher(rows.map(asDocument), balanced()) },
    {
      name: 'a document for each entry, stop words left out',
      build: rows => searcher(rows.map(asDocument), withoutStopWords()),
    },
    {
      name: 'a document for each text, stop words left out',
      build: rows => searcher(textsOf(rows), withoutStopWords()),
    },
  ],
};

function asDocument({ id, title, text, questions }: Row): { id: string; text: string } {
  return { id, text: [title, ...(questions ?? []), text].join('\n') };
}

function searcher(documents: readonly { id: string; text: string }[], encoder: object): Searcher {
  const index = new Index({ tokenize: 'tolerant', encoder });
  documents.forEach(({ text }, i) => {
    index.add(i, text);
  });
  const ids = documents.map(({ id }) => id);
  return {
    search(query) {
      const groups = index.search(query, { limit: DOCUMENT_LIMIT, suggest: true, resolve: false }).result;
      const found: Found[] = [];
      // Within a group the order is FlexSearch's own; a millionth a place keeps it.
      groups.forEach((group, slot) => {
        for (const i of group ?? []) found.push({ id: ids[i]!, score: 1 / (1 + slot) - found.length * 1e-6 });
      });
      return collapsed(found);
    },
  };
}
