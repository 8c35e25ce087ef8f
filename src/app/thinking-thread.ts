import { Worker } from 'node:worker_threads';
import type { Contacts, LocaleFiles } from '../answer/index.ts';
import type { Thought } from '../channel/index.ts';
import type { LiveEdition } from './live-edition.ts';
import { begins } from './thinking-claims.ts';
import type { Answers, Asked, Task } from './thinking-worker.ts';

/** Turns that a thread may have before it; what comes beyond is worked out on the event loop. */
export const LONGEST_LINE = 1_024;

/** What a thread needs to answer as this one does. */
export interface ThreadParts {
  readonly locales: LocaleFiles;
  readonly contacts: Contacts;
}

/** A turn that somebody waits for. */
export type Waiting = Asked & { resolve(turn: Thought): void; reject(error: unknown): void };

/** A turn in a thread's line. */
interface InLine {
  readonly asked: Waiting;
  readonly place: number;
  /** When it was asked, on the clock of `performance`. */
  readonly since: number;
  /** Taken back by the event loop: the thread passes over it. */
  takenBack: boolean;
}

/** One thread, and what it has been asked and not answered yet, in order. */
export class Thread {
  isReady = false;
  readonly #worker: Worker;
  readonly #line: InLine[] = [];
  /** Of each place of the line, whether somebody has begun; the places are used in a circle. */
  readonly #begun = new Int32Array(new SharedArrayBuffer(4 * LONGEST_LINE));
  #next = 0;
  #edition = '';

  constructor({ locales, contacts }: ThreadParts, ended: (lost: readonly Waiting[]) => void) {
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

  /** When the turn was asked that it is to answer next. */
  get waitsSince(): number {
    return this.#line[0]?.since ?? Number.POSITIVE_INFINITY;
  }

  /** At most as many as its line has room for, {@link LONGEST_LINE} in all. */
  ask(turns: readonly Waiting[], edition: Pick<LiveEdition, 'shared'>): void {
    const shared = edition.shared();
    const task: Task = { turns: turns.map(({ message, dialogue }) => ({ message, dialogue })) };
    if (shared.id !== this.#edition) task.edition = shared;
    this.#edition = shared.id;
    const since = performance.now();
    for (const asked of turns) {
      const place = this.#next++ % LONGEST_LINE;
      Atomics.store(this.#begun, place, 0);
      this.#line.push({ asked, place, since, takenBack: false });
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
