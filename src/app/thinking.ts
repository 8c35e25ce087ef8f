import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Contacts, LocaleFiles } from '../answer/index.ts';
import type { Think, Thought } from '../channel/index.ts';
import type { Logger } from '../observe/index.ts';
import type { LiveEdition } from './live-edition.ts';
import type { Answers, Asked, Task } from './thinking-worker.ts';

export interface ThinkingParts {
  readonly edition: Pick<LiveEdition, 'shared'>;
  readonly locales: LocaleFiles;
  readonly contacts: Contacts;
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

type Waiting = Asked & { resolve(turn: Thought): void; reject(error: unknown): void };

/**
 * Works out turns on other threads, so that the event loop is free for those who wait for their connection. A turn
 * that is alone is worked out here, at once: a service that few people use never starts a thread.
 *
 * What is sent together goes as one letter, for a letter costs a third of a turn. A thread that has ended loses
 * nothing: what it had not answered is worked out here.
 */
export function openThinking(parts: ThinkingParts): Thinking {
  const { edition, here, log } = parts;
  const most = parts.threads ?? Math.min(availableParallelism() - 1, MOST_THREADS);
  const threads: Thread[] = [];
  let alone = 0;
  let replaced = 0;
  let letter: Waiting[] = [];
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
      const own = turns.splice(0, share);
      if (own.length > 0) thread.ask(own, edition);
    }
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

/** One thread, and what it has been asked and not answered yet, in order. */
class Thread {
  isReady = false;
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #edition = '';

  constructor({ locales, contacts }: ThinkingParts, ended: (lost: readonly Waiting[]) => void) {
    this.#worker = new Worker(new URL('./thinking-worker.ts', import.meta.url), {
      workerData: { locales, contacts },
    });
    // It must not keep a process alive that has nothing else to do.
    this.#worker.unref();
    this.#worker.on('message', (answers: Answers | 'ready') => {
      if (answers === 'ready') this.isReady = true;
      else for (const { turn, error } of answers) this.#settle(turn, error);
    });
    this.#worker.on('error', () => {}); // `exit` follows
    this.#worker.once('exit', () => {
      this.isReady = false;
      ended(this.#waiting.splice(0));
    });
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  ask(turns: readonly Waiting[], edition: Pick<LiveEdition, 'shared'>): void {
    const shared = edition.shared();
    const task: Task = { turns: turns.map(({ message, dialogue }) => ({ message, dialogue })) };
    if (shared.id !== this.#edition) task.edition = shared;
    this.#edition = shared.id;
    this.#waiting.push(...turns);
    this.#worker.postMessage(task);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(turn: Thought | null, error: string | null): void {
    const asked = this.#waiting.shift();
    if (turn !== null) asked?.resolve(turn);
    else asked?.reject(new Error(error ?? 'a turn failed'));
  }
}
