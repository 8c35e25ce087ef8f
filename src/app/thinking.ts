import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Contacts, LocaleFiles } from '../answer/index.ts';
import type { Think, Thought } from '../channel/index.ts';
import type { Logger } from '../observe/index.ts';
import type { LiveEdition } from './live-edition.ts';
import { begins } from './thinking-claims.ts';
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

/** Turns that a thread may have before it; what comes beyond is worked out on the event loop. */
const LONGEST_LINE = 1_024;

type Waiting = Asked & { resolve(turn: Thought): void; reject(error: unknown): void };

/**
 * Works out turns on other threads, so that the event loop is free for those who wait for their connection. A turn
 * that is alone is worked out here, at once: a service that few people use never starts a thread.
 *
 * What is sent together goes as one letter, for a letter costs a third of a turn. While threads have turns before them
 * that they have not begun (they may have to wait for a processor), the event loop takes one of them back in each of its
 * rounds. A thread that has ended loses nothing: what it had not answered is worked out here.
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

  function helpSoon(): void {
    if (helping) return;
    helping = true;
    setImmediate(() => {
      helping = false;
      const turn = threads.toSorted((a, b) => b.waiting - a.waiting)[0]?.takeBack();
      if (turn === undefined) return;
      workOutHere(turn);
      helpSoon();
    });
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

/** A turn in a thread's line. */
interface InLine {
  readonly asked: Waiting;
  readonly place: number;
  /** Taken back by the event loop: the thread passes over it. */
  takenBack: boolean;
}

/** One thread, and what it has been asked and not answered yet, in order. */
class Thread {
  isReady = false;
  readonly #worker: Worker;
  readonly #line: InLine[] = [];
  /** Of each place of the line, whether somebody has begun; the places are used in a circle. */
  readonly #begun = new Int32Array(new SharedArrayBuffer(4 * LONGEST_LINE));
  #next = 0;
  #edition = '';

  constructor({ locales, contacts }: ThinkingParts, ended: (lost: readonly Waiting[]) => void) {
    this.#worker = new Worker(new URL('./thinking-worker.ts', import.meta.url), {
      workerData: { locales, contacts, begun: this.#begun },
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
      const lost = this.#line.splice(0).filter(({ takenBack }) => !takenBack);
      ended(lost.map(({ asked }) => asked));
    });
  }

  get waiting(): number {
    return this.#line.length;
  }

  /** At most as many as its line has room for, {@link LONGEST_LINE} in all. */
  ask(turns: readonly Waiting[], edition: Pick<LiveEdition, 'shared'>): void {
    const shared = edition.shared();
    const task: Task = { turns: turns.map(({ message, dialogue }) => ({ message, dialogue })) };
    if (shared.id !== this.#edition) task.edition = shared;
    this.#edition = shared.id;
    for (const asked of turns) {
      const place = this.#next++ % LONGEST_LINE;
      Atomics.store(this.#begun, place, 0);
      this.#line.push({ asked, place, takenBack: false });
    }
    this.#worker.postMessage(task);
  }

  /** The last turn that the thread has not begun, and now will not begin; undefined where there is none. */
  takeBack(): Waiting | undefined {
    const last = this.#line.findLast(({ takenBack }) => !takenBack);
    if (last === undefined || !begins(this.#begun, last.place)) return undefined;
    last.takenBack = true;
    return last.asked;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(turn: Thought | null, error: string | null): void {
    const { asked, takenBack } = this.#line.shift()!;
    if (takenBack) return;
    if (turn !== null) asked.resolve(turn);
    else asked.reject(new Error(error ?? 'a turn failed'));
  }
}
