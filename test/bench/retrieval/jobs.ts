import type { PeerKey } from './peers/index.ts';
import type { Quality, Scope } from './quality.ts';
import type { Asked, Memory, Times } from './timing.ts';

/** What a child process is asked to do. Each peer is measured in a process of its own. */
export type Job =
  | { kind: 'quality'; peer: PeerKey; seeds: number; seconds: number; choose: boolean }
  | { kind: 'scope'; peer: PeerKey; variant: number; seconds: number }
  | { kind: 'own scope' }
  | {
      kind: 'scale';
      peer: PeerKey;
      variant: number;
      collection: string;
      seconds: { warm: number; timed: number };
    }
  | { kind: 'pair'; collection: string }
  | { kind: 'profile'; which: Profiled; collection: string };

export type Profiled = 'core' | 'bm25';

/** What it reports, in one message or several. */
export type Report =
  | { kind: 'quality'; quality: Quality }
  | { kind: 'scope'; scope: Scope }
  | { kind: 'own scope'; index: Scope; assistant: Scope }
  | { kind: 'built'; ms: number; memory: Memory }
  | { kind: 'asked'; asked: Asked; memory: Memory }
  | { kind: 'pair'; pair: Pair }
  | { kind: 'profile'; shares: ProfileShare[] };

/** The core and plain BM25 in one process, asked in turns. */
export interface Pair {
  core: Record<'asked' | 'misspelt', Times>;
  bm25: Record<'asked' | 'misspelt', Times>;
  /** Milliseconds. */
  build: number;
  save: number;
  load: number;
  /** The first question with an unknown word after loading. */
  firstRepair: number;
  /** Size of the saved index in megabytes. */
  saved: number;
}

/** Share of the time that is spent in a function itself, without what it calls. */
export interface ProfileShare {
  where: string;
  share: number;
}
