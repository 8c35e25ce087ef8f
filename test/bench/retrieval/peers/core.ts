import { buildIndex } from '../../../../src/retrieval/index.ts';
import { LIMIT, type Peer } from '../peer.ts';

/** This project's retrieval, given nothing but what the peers are given. */
export const core: Peer = {
  settings: 'buildIndex(rows) with no option, no glossary, no background; typo repair on; score: confidence',
  typos: true,
  variants: [
    {
      name: 'as it is',
      build(rows) {
        const index = buildIndex(rows);
        return {
          search: query =>
            index.search(query, { limit: LIMIT }).map(({ id, confidence }) => ({ id, score: confidence })),
        };
      },
    },
  ],
};
