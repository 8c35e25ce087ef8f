import { Worker } from 'node:worker_threads';
import type { ChangedAnswer } from '../compare/index.ts';
import type { StoredEdition } from '../edition.ts';
import type { Measure } from './measure.ts';

/** What a rehearsal is made with. */
export interface RehearsalOrder {
  /** The draft's content; its index, where it is trained already. */
  readonly draft: Pick<StoredEdition, 'id' | 'content'> & { readonly index: Uint8Array | null };
  readonly published: StoredEdition | null;
  /** Folder of the sentences. */
  readonly locales: string;
  /** Question banks whose thresholds have to hold. */
  readonly measured: readonly string[];
  /** Question banks of which each question whose answer changes is named; sealed ones are only counted. */
  readonly compared: readonly string[];
}

/** An edition as it would be, tried before anybody sees it. */
export interface Rehearsal {
  readonly edition: StoredEdition;
  readonly measures: readonly Measure[];
  readonly changed: readonly ChangedAnswer[];
  /** Questions of sealed banks that change their answer. */
  readonly sealedChanges: number;
  /** Questions of new and changed entries that find another entry first. */
  readonly misdirected: readonly Misdirected[];
}

export interface Misdirected {
  readonly entry: string;
  readonly lang: string;
  readonly question: string;
  readonly found: string | null;
}

/** How far it is: `training` takes some seconds and cannot say how far it is. */
export interface RehearsalProgress {
  readonly step: 'training' | 'asking' | 'measuring';
  readonly done: number;
  readonly total: number;
}

export type RehearsalTold = { progress: RehearsalProgress } | { rehearsal: Rehearsal };

/**
 * Trains the draft's index and asks it and the published edition the same questions, in a thread of its own: neither
 * the service nor the terminal stands still meanwhile.
 */
export function rehearse(
  order: RehearsalOrder,
  onProgress: (progress: RehearsalProgress) => void = () => {},
): Promise<Rehearsal> {
  const worker = new Worker(new URL('rehearse-worker.ts', import.meta.url), { workerData: order });
  return new Promise((resolve, reject) => {
    worker.on('message', (told: RehearsalTold) => {
      if ('progress' in told) onProgress(told.progress);
      else resolve(told.rehearsal);
    });
    worker.on('error', reject);
    worker.on('exit', code => reject(new Error(`The rehearsal ended with ${code} and said nothing.`)));
  });
}
