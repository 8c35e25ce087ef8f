import { availableParallelism } from 'node:os';
import type { Think, Thought } from '../channel/index.ts';
import type { Logger } from '../observe/index.ts';
import type { LiveEdition } from './live-edition.ts';
import { LONGEST_LINE, Thread, type ThreadParts, type Waiting } from './thinking-thread.ts';

export interface ThinkingParts extends ThreadParts {
  readonly edition: Pick<LiveEdition, 'shared'>;
  /** Works a turn out on this thread, in its turn. */
  readonly here: Think;
  readonly log: Logger;
  /** Default: one for each processor but the one of the event loop, at most four. */
  readonly threads?: number | undefined;
}

export interface Thinking {
  readonly think: Think;
  close(): Promise<void>;
}

const MOST_THREADS = 4;
/** A thread that has ended unasked for is replaced, so often in all; then the event loop does the work alone. */
const MOST_REPLACED = 3;

/** After so long without an answer a thread seems to wait for a processor: it answers eight turns in two milliseconds. */
const PATIENCE_MS = 5;

/**
 * Works out turns on other threads, so that the event loop is free for those who wait for their connection. A turn
 * that is alone is worked out here, at once: a service that few people use never starts a thread.
 *
 * What is sent together goes as one letter, for a letter costs a third of a turn. Where a thread does not get on, because
 * others have the processor, the event loop takes turns back that it has not begun, one in each round. A thread that has
 * ended loses nothing: what it had not answered is worked out here.
 */
export function openThinking(parts: ThinkingParts): Thinking {
  const { edition, here, log } = parts;
  const most = parts.threads ?? Math.min(availableParallelism() - 1, MOST_THREADS);
  const threads: Thread[] = [];
  let alone = 0;
  let replaced = 0;
  let letter: Waiting[] = [];
  let helping = false;
  let closed = false;

  function start(): void {
    while (threads.length < most && replaced <= MOST_REPLACED) {
      const thread = new Thread(parts, lost => {
        threads.splice(threads.indexOf(thread), 1);
        if (!closed) {
          replaced++;
          log.error(
            { code: 'thinking-thread-ended', replaced },
            'a thread ended: its turns are worked out again',
          );
        }
        lost.forEach(workOutHere);
      });
      threads.push(thread);
    }
  }

  function workOutHere({ message, dialogue, resolve, reject }: Waiting): void {
    alone++;
    here(message, dialogue)
      .finally(() => alone--)
      .then(resolve, reject);
  }

  function send(): void {
    const turns = letter;
    letter = [];
    const nothingAtWork = alone === 0 && threads.every(({ waiting }) => waiting === 0);
    if (closed || most === 0 || (turns.length === 1 && nothingAtWork)) {
      turns.forEach(workOutHere);
      return;
    }
    start();
    const ready = threads.filter(thread => thread.isReady);
    if (ready.length === 0) {
      turns.forEach(workOutHere);
      return;
    }
    const share = Math.ceil(turns.length / ready.length);
    ready.sort((a, b) => a.waiting - b.waiting);
    for (const thread of ready) {
      const own = turns.splice(0, Math.min(share, LONGEST_LINE - thread.waiting));
      if (own.length > 0) thread.ask(own, edition);
    }
    turns.forEach(workOutHere);
    helpSoon();
  }

  /** Looks after a while whether a thread gets on; while one does not, the event loop does a turn of its in each round. */
  function helpSoon(): void {
    if (helping) return;
    helping = true;
    setTimeout(help, PATIENCE_MS).unref();
  }

  function help(): void {
    const since = performance.now() - PATIENCE_MS;
    const turn = threads.find(thread => thread.waitsSince < since)?.takeBack();
    if (turn !== undefined) {
      workOutHere(turn);
      setImmediate(help);
      return;
    }
    helping = false;
    if (threads.some(({ waiting }) => waiting > 0)) helpSoon();
  }

  return {
    think(message, dialogue) {
      const { promise, resolve, reject } = Promise.withResolvers<Thought>();
      // After everything that the current piece of work brings along, in one letter.
      if (letter.length === 0) process.nextTick(send);
      letter.push({ message, dialogue, resolve, reject });
      return promise;
    },
    async close() {
      closed = true;
      await Promise.all(threads.map(thread => thread.close()));
    },
  };
}
