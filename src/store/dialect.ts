import {
  type DialectAdapter,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Tables } from './schema.ts';

/** A Kysely that writes SQLite's SQL. It has no connection: the engines run what it builds. */
export function sqliteBuilder(): Kysely<Tables> {
  return builder(
    () => new SqliteAdapter(),
    () => new SqliteQueryCompiler(),
    db => new SqliteIntrospector(db),
  );
}

/** A Kysely that writes PostgreSQL's SQL. */
export function postgresBuilder(): Kysely<Tables> {
  return builder(
    () => new PostgresAdapter(),
    () => new PostgresQueryCompiler(),
    db => new PostgresIntrospector(db),
  );
}

function builder(
  createAdapter: () => DialectAdapter,
  createQueryCompiler: () => QueryCompiler,
  createIntrospector: (db: Kysely<unknown>) => SqliteIntrospector | PostgresIntrospector,
): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter,
      createQueryCompiler,
      createIntrospector,
      createDriver: () => new DummyDriver(),
    },
  });
}
