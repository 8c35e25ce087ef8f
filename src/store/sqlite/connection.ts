import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Query } from '../statement.ts';
import { sqliteFault } from './faults.ts';

/** How many compiled statements are kept; beyond that the oldest goes. */
const MAX_STATEMENTS = 256;
/**
 * Pages (4 KB) that the log may hold before this connection itself copies them into the file: the way out when
 * the thread that does so (`checkpointer.ts`) does not keep up.
 */
const LOG_PAGES = 8_000;
/** How long one process waits for another's write; the event loop stands still meanwhile. */
const BUSY_MS = 1_000;

interface Compiled {
  statement: StatementSync;
  /** Whether it gives rows. */
  reads: boolean;
}

/** One open database file and its compiled statements. All calls are synchronous. */
export class SqliteConnection {
  readonly #db: DatabaseSync;
  readonly #compiled = new Map<string, Compiled>();

  /** @param path a file, made with its folder when it is not there, or `:memory:`. */
  constructor(path: string, sync: 'normal' | 'full') {
    try {
      if (path !== ':memory:') createPrivate(path);
      this.#db = new DatabaseSync(path);
      // Order matters: a deleted row must be overwritten from the first write on.
      this.#db.exec(`
        pragma busy_timeout = ${BUSY_MS};
        pragma secure_delete = on;
        pragma journal_mode = wal;
        pragma synchronous = ${sync};
        pragma wal_autocheckpoint = ${LOG_PAGES};
        pragma temp_store = memory;
        pragma cache_size = -16000;
      `);
    } catch (error) {
      throw sqliteFault(error);
    }
  }

  get inTransaction(): boolean {
    return this.#db.isTransaction;
  }

  run<R>(query: Query<R>): { rows: R[]; count: number } {
    const { statement, reads } = this.#compile(query.sql);
    const values = query.parameters as SQLInputValue[];
    if (reads) {
      const rows = statement.all(...values) as R[];
      return { rows, count: rows.length };
    }
    return { rows: [], count: Number(statement.run(...values).changes) };
  }

  /** For what has neither parameters nor rows: `begin`, `commit` … */
  command(sql: string): void {
    this.#compile(sql).statement.run();
  }

  /** Ends a transaction that has failed, if SQLite has not ended it by itself. */
  rollback(): void {
    try {
      if (this.#db.isTransaction) this.#db.exec('rollback');
    } catch {
      // The next `begin` tells what is wrong with the disk.
    }
  }

  /** Writes the log into the file and empties it. */
  truncateLog(): void {
    this.#db.exec('pragma wal_checkpoint(truncate)');
  }

  close(): void {
    this.#compiled.clear();
    this.#db.close();
  }

  #compile(sql: string): Compiled {
    const known = this.#compiled.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    const compiled = { statement, reads: statement.columns().length > 0 };
    if (this.#compiled.size >= MAX_STATEMENTS) {
      const oldest = this.#compiled.keys().next();
      if (oldest.done !== true) this.#compiled.delete(oldest.value);
    }
    this.#compiled.set(sql, compiled);
    return compiled;
  }
}

/** The file is for the service alone; SQLite gives its log the same permissions. */
function createPrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
}
