/**
 * The peers: libraries that a team would otherwise take, each set up as well as its documentation allows, and a
 * plain BM25. A peer is loaded only where it is measured, because loading one costs time and memory.
 */
import type { Peer } from '../peer.ts';

const LOADERS = {
  'this core': async () => (await import('./core.ts')).core,
  'plain BM25': async () => (await import('./bm25.ts')).bm25,
  'Fuse.js': async () => (await import('./fuse.ts')).fusePlain,
  'Fuse.js tokens': async () => (await import('./fuse.ts')).fuseTokens,
  MiniSearch: async () => (await import('./minisearch.ts')).miniSearch,
  Orama: async () => (await import('./orama.ts')).orama,
  FlexSearch: async () => (await import('./flexsearch.ts')).flexSearch,
  Lunr: async () => (await import('./lunr.ts')).lunrPeer,
  'nlp.js': async () => (await import('./nlpjs.ts')).nlpjs,
} as const satisfies Record<string, () => Promise<Peer>>;

/** What a peer is called. */
export type PeerKey = keyof typeof LOADERS;

/** In the order of the tables. */
export const PEERS = Object.keys(LOADERS) as PeerKey[];

export function loadPeer(key: PeerKey): Promise<Peer> {
  return LOADERS[key]();
}
