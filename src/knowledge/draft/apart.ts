import { Worker } from 'node:worker_threads';
import { ImportError, type Outline } from '../import/index.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Draft, DraftOptions } from './draft.ts';

export interface DraftOrder {
  readonly knowledge: Knowledge;
  readonly outline: Outline;
  readonly options: DraftOptions;
}

export type DraftTold = { draft: Draft } | { fault: Pick<ImportError, 'code' | 'values'> };

/**
 * `draftFrom` in a thread of its own: matching the entries of some hundred pages takes a second, in which the service
 * must go on answering. Throws an {@link ImportError} as it does.
 */
export function draftApart(order: DraftOrder): Promise<Draft> {
  const worker = new Worker(new URL('apart-worker.ts', import.meta.url), { workerData: order });
  return new Promise((resolve, reject) => {
    worker.once('message', (told: DraftTold) => {
      if ('draft' in told) resolve(told.draft);
      else reject(new ImportError(told.fault.code, told.fault.values));
    });
    worker.once('error', reject);
    worker.once('exit', code => reject(new Error(`The draft's thread ended with ${code} and said nothing.`)));
  });
}
