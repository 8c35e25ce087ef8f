import pg from 'pg';
import { postgresBuilder } from '../dialect.ts';
import type { Engine, Run } from '../engine.ts';
import { StoreError } from '../errors.ts';
import type { Query } from '../statement.ts';
import { isContention, postgresFault } from './faults.ts';

/** Connections of one instance. PostgreSQL allows 100 in all unless it is told otherwise. */
const MAX_CONNECTIONS = 10;
/** Transactions that may wait for a connection. Beyond, one fails with `store-busy`. */
const MAX_WAITING = 20_000;
/** How often a transaction is run in all, when another one was in its way. */
const MAX_ATTEMPTS = 5;
/** How long a new connection, a statement, and the wait for its answer may take. */
const CONNECT_MS = 5_000;
const STATEMENT_MS = 10_000;
const ANSWER_MS = 15_000;

const { builtins } = pg.types;

/** `bigint` columns hold times, counters and counts: all far below 2^53. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === builtins.INT8 && format !== 'binary'
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/**
 * PostgreSQL through a pool. Queries of one transaction that do not wait for each other travel together
 * (pipelining), and named ones stay prepared on their connection.
 */
export class PostgresEngine implements Engine {
  readonly name = 'postgres';
  readonly builder = postgresBuilder();
  readonly #pool: pg.Pool;
  #closed = false;

  constructor(url: string) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: STATEMENT_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      pipeline: true,
      types,
    });
    // An idle connection that breaks leaves the pool by itself; the next query opens another.
    this.#pool.on('error', () => {});
    // One that breaks at work fails its queries, and would end the process if nobody listened.
    this.#pool.on('connect', client => client.on('error', () => {}));
  }

  async transaction<T>(work: (run: Run) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const client = await this.#connect();
      try {
        inOnePacket(client);
        const begun = client.query('begin');
        // Its failure is the failure of the first query, which is awaited.
        begun.catch(() => {});
        const value = await work(runOn(client));
        await client.query('commit');
        client.release();
        return value;
      } catch (error) {
        await this.#rollback(client);
        if (!isContention(error) || attempt === MAX_ATTEMPTS) throw postgresFault(error);
      }
    }
  }

  async snapshot<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    try {
      await client.query('begin isolation level repeatable read read only');
      const value = await work(runOn(client));
      await client.query('commit');
      client.release();
      return value;
    } catch (error) {
      await this.#rollback(client);
      throw postgresFault(error);
    }
  }

  async read<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    try {
      const value = await work(runOn(client));
      client.release();
      return value;
    } catch (error) {
      client.release(brokenBy(error));
      throw postgresFault(error);
    }
  }

  /** Nothing to do: autovacuum reclaims deleted rows, and the write-ahead log is the server's to recycle. */
  async scrub(): Promise<void> {}

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#pool.end();
  }

  async #connect(): Promise<pg.PoolClient> {
    if (this.#closed) throw new StoreError('store-closed', 'The store is closed: the service is stopping.');
    if (this.#pool.waitingCount >= MAX_WAITING) {
      throw new StoreError(
        'store-busy',
        `${MAX_WAITING} transactions wait for PostgreSQL. Slow down and try again.`,
      );
    }
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw postgresFault(error);
    }
  }

  async #rollback(client: pg.PoolClient): Promise<void> {
    try {
      await client.query('rollback');
      client.release();
    } catch {
      client.release(true);
    }
  }
}

function runOn(client: pg.PoolClient): Run {
  return async <R>({ sql, parameters, name }: Query<R>) => {
    inOnePacket(client);
    const query = { text: sql, values: parameters as unknown[] };
    const { rows, rowCount } = await client.query(name === undefined ? query : { ...query, name });
    return { rows: rows as R[], count: rowCount ?? 0 };
  };
}

/** Holds back what is written until the current task is over, so that queries sent together are one system call. */
function inOnePacket(client: pg.PoolClient): void {
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** After an error that PostgreSQL reported, the connection is sound; after any other it is not. */
function brokenBy(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError);
}
