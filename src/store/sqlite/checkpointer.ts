import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Writes after which the log is copied into the file: some 1,000 pages (4 MB). */
const WRITES = 200;

/**
 * Keeps the write-ahead log short without holding up the event loop: a copy flushes the disk twice, which was
 * measured at 30 to 200 ms. A thread does it. The thread starts with the first copy that is due, so that a
 * command that writes little never has one; if it fails, SQLite's own threshold on the writing connection is left.
 */
export class Checkpointer {
  readonly #path: string;
  #worker: Worker | null = null;
  #copying: Promise<unknown> | null = null;
  #failed = false;
  #writes = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Call after every commit, with the number of writes that it held. */
  wrote(count: number): void {
    this.#writes += count;
    if (this.#writes < WRITES || this.#copying !== null || this.#failed) return;
    this.#writes = 0;
    const worker = this.#start();
    // While it copies, the process waits for it; otherwise the thread must not keep the process alive.
    worker.ref();
    worker.postMessage('checkpoint');
    this.#copying = once(worker, 'message')
      .then(() => worker.unref())
      .catch(() => {
        this.#failed = true;
      })
      .finally(() => {
        this.#copying = null;
      });
  }

  /** Resolves when no copy is under way. */
  async idle(): Promise<void> {
    await this.#copying;
  }

  async close(): Promise<void> {
    await this.#copying;
    const worker = this.#worker;
    this.#worker = null;
    if (worker === null || this.#failed) return;
    worker.ref();
    const ended = once(worker, 'exit');
    worker.postMessage('close');
    await ended.catch(() => {});
  }

  #start(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: this.#path });
    // Its failure must not end the process.
    worker.on('error', () => {
      this.#failed = true;
    });
    this.#worker = worker;
    return worker;
  }
}
