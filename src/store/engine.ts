import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import type { Query } from './statement.ts';

/** Runs one query. `count`: rows that an insert, update or delete has changed. */
export type Run = <R>(query: Query<R>) => Promise<{ rows: R[]; count: number }>;

/** Thrown by the work of a transaction: undoes it, and gives {@link transact} its result. */
export class Undo extends Error {
  override readonly name = 'Undo';
  readonly value: unknown;
  constructor(value: unknown) {
    super('undone on purpose');
    this.value = value;
  }
}

/** A transaction that may end in {@link Undo}, whose value must be a T. */
export async function transact<T>(engine: Engine, work: (run: Run) => Promise<T>): Promise<T> {
  try {
    return await engine.transaction(work);
  } catch (error) {
    if (error instanceof Undo) return error.value as T;
    throw error;
  }
}

/** What every part of the store is built from. */
export interface Parts {
  engine: Engine;
  /** The clock, epoch milliseconds. */
  now: () => number;
  /** A new random id. */
  newId: () => string;
}

/**
 * What differs between databases: connections and transactions. The queries do not: Kysely builds them for the
 * engine's dialect, and the engine only runs them.
 */
export interface Engine {
  readonly name: 'sqlite' | 'postgres';
  /** Builds queries; has no connection of its own. */
  readonly builder: Kysely<Tables>;
  /** All that `work` runs happens, or nothing of it. Resolves after the commit. `work` may be run again. */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T>;
  /** Reads everything as of one moment, however long it takes, and keeps nobody from writing. */
  snapshot<T>(work: (run: Run) => Promise<T>): Promise<T>;
  /** Reads what is committed. */
  read<T>(work: (run: Run) => Promise<T>): Promise<T>;
  /** After a purge: leaves no trace of deleted rows where the engine lets us. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}
