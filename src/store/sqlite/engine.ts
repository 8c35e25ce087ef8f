import { sqliteBuilder } from '../dialect.ts';
import type { Engine, Run } from '../engine.ts';
import { StoreError } from '../errors.ts';
import { Checkpointer } from './checkpointer.ts';
import { SqliteConnection } from './connection.ts';
import { sqliteFault } from './faults.ts';

/** Writes of one group; more than that wait for the next turn of the event loop, so that others get theirs. */
const MAX_GROUP = 512;
/** Writes that may wait. Beyond, a write fails with `store-busy`: the caller's queue is the place to wait. */
const MAX_WAITING = 20_000;

interface Write {
  work: (run: Run) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown };

/**
 * SQLite in this process. Writes are committed in groups: all that arrive in one turn of the event loop share one
 * transaction, and each promise resolves after its commit. One that fails takes nothing with it.
 *
 * Calls to the database are synchronous and `work` awaits nothing else, so a whole group is done before the event
 * loop turns; a read that comes in between waits for the group's end, lest it see what is not yet committed.
 */
export class SqliteEngine implements Engine {
  readonly name = 'sqlite';
  readonly builder = sqliteBuilder();
  readonly #path: string;
  readonly #connection: SqliteConnection;
  readonly #checkpointer: Checkpointer | null;
  readonly #waiting: Write[] = [];
  #scheduled = false;
  #group: Promise<void> | null = null;
  #closed = false;

  constructor(path: string, sync: 'normal' | 'full') {
    this.#path = path;
    this.#connection = new SqliteConnection(path, sync);
    this.#checkpointer = path === ':memory:' ? null : new Checkpointer(path);
  }

  transaction<T>(work: (run: Run) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(closed());
    if (this.#waiting.length >= MAX_WAITING) {
      return Promise.reject(
        new StoreError(
          'store-busy',
          `${MAX_WAITING} writes are waiting for the disk. Slow down and try again.`,
        ),
      );
    }
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: value => resolve(value as T), reject });
      this.#schedule();
    });
  }

  async read<T>(work: (run: Run) => Promise<T>): Promise<T> {
    while (this.#group !== null) await this.#group;
    if (this.#closed) throw closed();
    try {
      return await work(this.#run);
    } catch (error) {
      throw sqliteFault(error);
    }
  }

  /** Reads that take long have a connection of their own: this one has to write meanwhile. */
  async snapshot<T>(work: (run: Run) => Promise<T>): Promise<T> {
    if (this.#path === ':memory:') return this.read(work);
    const connection = new SqliteConnection(this.#path, 'normal');
    try {
      connection.command('begin');
      return await work(async query => connection.run(query));
    } catch (error) {
      throw sqliteFault(error);
    } finally {
      connection.rollback();
      connection.close();
    }
  }

  async scrub(): Promise<void> {
    await this.#checkpointer?.idle();
    await this.read(async () => this.#connection.truncateLog());
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    while (this.#waiting.length > 0 || this.#group !== null) {
      if (this.#group === null) this.#startGroup();
      await this.#group;
    }
    this.#closed = true;
    await this.#checkpointer?.close();
    this.#connection.close();
  }

  readonly #run: Run = async query => this.#connection.run(query);

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      // Closing may have written all of it already.
      if (this.#group === null && this.#waiting.length > 0) this.#startGroup();
    });
  }

  #startGroup(): void {
    this.#group = this.#commitGroup(this.#waiting.splice(0, MAX_GROUP)).finally(() => {
      this.#group = null;
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  /**
   * Never rejects: every write of the group is told how it went. Savepoints cost as much as a small query, and
   * nearly every group succeeds as a whole: only when one write fails, all are done again, one by one.
   */
  async #commitGroup(group: Write[]): Promise<void> {
    const outcomes = (await this.#together(group)) ?? (await this.#oneByOne(group));
    this.#checkpointer?.wrote(group.length);
    group.forEach((write, i) => {
      const outcome = outcomes[i]!;
      if (outcome.ok) write.resolve(outcome.value);
      else write.reject(outcome.error);
    });
  }

  /** All or, with null, nothing. */
  async #together(group: Write[]): Promise<Outcome[] | null> {
    try {
      const outcomes: Outcome[] = [];
      this.#connection.command('begin immediate');
      for (const write of group) outcomes.push({ ok: true, value: await write.work(this.#run) });
      this.#connection.command('commit');
      return outcomes;
    } catch {
      this.#connection.rollback();
      return null;
    }
  }

  /** Those that can; the others learn what was wrong. */
  async #oneByOne(group: Write[]): Promise<Outcome[]> {
    try {
      const outcomes: Outcome[] = [];
      this.#connection.command('begin immediate');
      for (const write of group) outcomes.push(await this.#attempt(write));
      this.#connection.command('commit');
      return outcomes;
    } catch (error) {
      this.#connection.rollback();
      const fault = sqliteFault(error);
      return group.map(() => ({ ok: false, error: fault }));
    }
  }

  async #attempt(write: Write): Promise<Outcome> {
    this.#connection.command('savepoint one');
    try {
      const value = await write.work(this.#run);
      this.#connection.command('release one');
      return { ok: true, value };
    } catch (error) {
      // A full disk ends the whole transaction by itself; then nobody's write has happened.
      if (!this.#connection.inTransaction) throw error;
      this.#connection.command('rollback to one');
      this.#connection.command('release one');
      return { ok: false, error: sqliteFault(error) };
    }
  }
}

function closed(): StoreError {
  return new StoreError('store-closed', 'The store is closed: the service is stopping.');
}
