// The thread of `edition-loader.ts`: puts an edition's pieces together, checks and parses it.
import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { type Entry, type Knowledge, trainEdition } from '../knowledge/index.ts';
import { loadIndex, SavedIndexError } from '../retrieval/index.ts';
import type { LoaderTask, LoaderTold } from './edition-loader.ts';

/** Entries that go in one letter: reading it takes the receiver a millisecond or two. */
const TOGETHER = 200;

const parts: Record<'content' | 'index', Uint8Array[]> = { content: [], index: [] };
let batches: Generator<LoaderTold> | null = null;

parentPort!.on('message', (task: LoaderTask) => {
  if ('piece' in task) parts[task.piece.part].push(task.piece.bytes);
  else if ('open' in task) tell(open(task.open));
  else tell(batches?.next().value ?? { done: true });
});

function open(id: string): LoaderTold {
  const content = shared(parts.content);
  const found = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  if (found !== id) throw new Error(`Edition ${id} is damaged in the store: its content is ${found}.`);
  const knowledge = JSON.parse(Buffer.from(content.buffer).toString('utf8')) as Knowledge;
  const { index, retrained } = indexOf(knowledge);
  batches = inBatches(knowledge);
  const { glossary, institutions } = knowledge;
  const documents = knowledge.documents.map(({ entries: _, ...document }) => document);
  return { head: { documents, glossary, institutions }, content, index, retrained };
}

/** The stored index, or a new one where another release has written it. */
function indexOf(knowledge: Knowledge): { index: Uint8Array; retrained: boolean } {
  const index = shared(parts.index);
  try {
    loadIndex(index);
    return { index, retrained: false };
  } catch (error) {
    if (!(error instanceof SavedIndexError)) throw error;
    return { index: shared([trainEdition(knowledge).index]), retrained: true };
  }
}

function* inBatches({ documents }: Knowledge): Generator<LoaderTold> {
  for (const [document, { entries }] of documents.entries()) {
    for (let from = 0; from < entries.length; from += TOGETHER) {
      const some: readonly Entry[] = entries.slice(from, from + TOGETHER);
      yield { entries: some, document };
    }
  }
}

/** In memory that other threads may look at. */
function shared(pieces: readonly Uint8Array[]): Uint8Array {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const bytes = new Uint8Array(new SharedArrayBuffer(length));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function tell(told: LoaderTold): void {
  parentPort!.postMessage(told);
}
