import { Worker } from 'node:worker_threads';
import type { Document, Entry, Knowledge } from '../knowledge/index.ts';
import { loadCheckedIndex } from '../retrieval/index.ts';
import type { Store } from '../store/index.ts';
import type { Edition } from '../turn/index.ts';

/**
 * An edition in memory that threads may share: what it says as UTF-8, and its saved index. Handing it to a thread
 * copies nothing.
 */
export interface SharedEdition {
  readonly id: string;
  readonly content: Uint8Array;
  readonly index: Uint8Array;
}

export interface LoadedEdition {
  readonly edition: Edition;
  readonly shared: SharedEdition;
  /** The stored index was of another release, and was trained again. */
  readonly retrained: boolean;
}

/** What an edition holds beside the entries of its documents. */
export type Head = Pick<Knowledge, 'glossary' | 'institutions'> & {
  readonly documents: readonly Omit<Document, 'entries'>[];
};

/** What the loading thread is told, and what it says. */
export type LoaderTask =
  | { piece: { part: 'content' | 'index'; bytes: Uint8Array } }
  | { open: string }
  | { next: true };
export type LoaderTold =
  | { head: Head; content: Uint8Array; index: Uint8Array; retrained: boolean }
  | { entries: readonly Entry[]; document: number }
  | { done: true };

/**
 * Loads an edition from the store while the service goes on: pieces are read one at a time, a thread of its own parses
 * and checks them, and the entries come back some hundreds at a time, so that nothing holds the event loop up. Null
 * when the store does not have it.
 */
export async function loadEdition(store: Store, id: string): Promise<LoadedEdition | null> {
  const worker = new Worker(new URL('./edition-loader-worker.ts', import.meta.url));
  worker.unref();
  try {
    let pieces = 0;
    for await (const piece of store.editionPieces(id)) {
      pieces++;
      tell(worker, { piece }, [piece.bytes.buffer as ArrayBuffer]);
    }
    if (pieces === 0) return null;
    const opened = await asked(worker, { open: id });
    if (!('head' in opened)) throw new Error('The loading thread did not say what the edition holds.');
    const entries: Entry[][] = opened.head.documents.map(() => []);
    for (;;) {
      const told = await asked(worker, { next: true });
      if (!('entries' in told)) break;
      entries[told.document]!.push(...told.entries);
    }
    const { head, content, index, retrained } = opened;
    const documents = head.documents.map((document, i) => ({ ...document, entries: entries[i]! }));
    await breath();
    const edition = { id, ...head, documents, index: loadCheckedIndex(index) };
    return { edition, shared: { id, content, index }, retrained };
  } finally {
    await worker.terminate();
  }
}

function tell(worker: Worker, task: LoaderTask, transfer: ArrayBuffer[] = []): void {
  worker.postMessage(task, transfer);
}

/** One question at a time: the next answer comes in a turn of the event loop of its own. */
function asked(worker: Worker, task: LoaderTask): Promise<LoaderTold> {
  const { promise, resolve, reject } = Promise.withResolvers<LoaderTold>();
  worker.once('message', resolve);
  worker.once('error', reject);
  tell(worker, task);
  return promise.finally(() => worker.off('message', resolve).off('error', reject));
}

/** Lets everything else that waits have its turn. */
export function breath(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
