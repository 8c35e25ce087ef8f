// The thread of `apart.ts`.
import { parentPort, workerData } from 'node:worker_threads';
import { ImportError } from '../import/index.ts';
import type { DraftOrder, DraftTold } from './apart.ts';
import { draftFrom } from './draft.ts';

const { knowledge, outline, options } = workerData as DraftOrder;
parentPort!.postMessage(told());

function told(): DraftTold {
  try {
    return { draft: draftFrom(knowledge, outline, options) };
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    return { fault: { code: error.code, values: error.values } };
  }
}
