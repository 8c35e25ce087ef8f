import Fuse, { type IFuseOptions } from 'fuse.js';
import type { Row } from '../../../../src/retrieval/index.ts';
import { collapsed, DOCUMENT_LIMIT, LIMIT, type Peer, type Searcher, textsOf } from '../peer.ts';

const COMMON = { includeScore: true, ignoreDiacritics: true, ignoreLocation: true } as const;

export const fusePlain: Peer = {
  settings: 'the whole question as one pattern; threshold 0.6, ignoreLocation, ignoreDiacritics',
  typos: true,
  variants: variants({ ...COMMON, threshold: 0.6 }),
};

export const fuseTokens: Peer = {
  settings: 'useTokenSearch, any word; threshold 0.4, ignoreLocation, ignoreDiacritics',
  typos: true,
  variants: variants({ ...COMMON, useTokenSearch: true, threshold: 0.4 }),
};

function variants(options: object): Peer['variants'] {
  return [
    {
      name: 'a document for each text',
      build: rows => searcher(textsOf(rows), { ...options, keys: ['text'] }, DOCUMENT_LIMIT),
    },
    {
      name: 'a document for each entry; weights title 2, questions 1.5, text 1',
      build: rows =>
        searcher(
          rows,
          { ...options, keys: [{ name: 'title', weight: 2 }, { name: 'questions', weight: 1.5 }, 'text'] },
          2 * LIMIT,
        ),
    },
  ];
}

function searcher<T extends Pick<Row, 'id'>>(
  documents: readonly T[],
  options: IFuseOptions<T>,
  limit: number,
): Searcher {
  const fuse = new Fuse(documents, options);
  return {
    search: query =>
      collapsed(fuse.search(query, { limit }).map(({ item, score }) => ({ id: item.id, score: 1 - score! }))),
  };
}
