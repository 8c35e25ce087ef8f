/**
 * The peers: libraries that a team would otherwise take, each set up as well as its documentation allows, and a
 * plain BM25. A peer is loaded only where it is measured, because loading one costs time and memory.
 */
import type { Peer } from '../peer.ts';

const LOADERS = {
  core: async () => (await import('./core.ts')).core,
  bm25: async () => (await import('./bm25.ts')).bm25,
  fuse: async () => (await import('./fuse.ts')).fusePlain,
  fuseTokens: async () => (await import('./fuse.ts')).fuseTokens,
  minisearch: async () => (await import('./minisearch.ts')).miniSearch,
  orama: async () => (await import('./orama.ts')).orama,
  flexsearch: async () => (await import('./flexsearch.ts')).flexSearch,
  lunr: async () => (await import('./lunr.ts')).lunrPeer,
  nlpjs: async () => (await import('./nlpjs.ts')).nlpjs,
} as const satisfies Record<string, () => Promise<Peer>>;

export type PeerKey = keyof typeof LOADERS;

/** In the order of the tables. */
export const PEERS = Object.keys(LOADERS) as PeerKey[];

export function loadPeer(key: PeerKey): Promise<Peer> {
  return LOADERS[key]();
}
