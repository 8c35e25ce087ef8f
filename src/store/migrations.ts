import { type Compilable, type CreateTableBuilder, sql } from 'kysely';
import { deskTables } from './desk/migration.ts';
import { editionTables } from './editions/migration.ts';
import type { Engine, Run } from './engine.ts';
import { StoreError } from './errors.ts';
import { once } from './statement.ts';

type Migration = (engine: Engine) => Compilable[];

/**
 * Every change of the tables, oldest first. A released one is never edited: add the next. Names sort.
 */
const MIGRATIONS: Record<string, Migration> = {
  '0001-tables': ({ name, builder: { schema } }) => {
    // SQLite keeps a row in its primary key's tree, if told so: one tree less to write; PostgreSQL has no such choice.
    const clustered = <T extends string, C extends string>(table: CreateTableBuilder<T, C>) =>
      name === 'sqlite' ? table.modifyEnd(sql`without rowid`) : table;
    return [
      clustered(
        schema
          .createTable('conversations')
          .addColumn('bucket', 'smallint', c => c.notNull())
          .addColumn('id', 'text', c => c.notNull())
          .addColumn('channel', 'text', c => c.notNull())
          .addColumn('created_at', 'bigint', c => c.notNull())
          .addColumn('last_message_at', 'bigint')
          .addColumn('expires_at', 'bigint', c => c.notNull())
          .addColumn('watermark', 'bigint', c => c.notNull())
          .addColumn('dialogue', 'text')
          .addColumn('version', 'bigint', c => c.notNull())
          .addColumn('sealed_address', 'text')
          .addPrimaryKeyConstraint('conversations_key', ['bucket', 'id']),
      ),
      schema.createIndex('conversations_expiry').on('conversations').column('expires_at'),
      schema
        .createIndex('conversations_unused')
        .on('conversations')
        .column('expires_at')
        .where(sql.ref('last_message_at'), 'is', null),
      schema
        .createIndex('conversations_addresses')
        .on('conversations')
        .column('last_message_at')
        .where(sql.ref('sealed_address'), 'is not', null),
      schema
        .createTable('activities')
        .addColumn('bucket', 'smallint', c => c.notNull())
        .addColumn('conversation', 'text', c => c.notNull())
        .addColumn('watermark', 'bigint', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('at', 'bigint', c => c.notNull())
        .addColumn('reply_to', 'text')
        .addColumn('activity', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('activities_key', ['bucket', 'conversation', 'watermark']),
      clustered(
        schema
          .createTable('work')
          .addColumn('bucket', 'smallint', c => c.notNull())
          .addColumn('queue', 'text', c => c.notNull())
          .addColumn('conversation', 'text', c => c.notNull())
          .addColumn('watermark', 'bigint', c => c.notNull())
          .addColumn('part', 'integer', c => c.notNull())
          .addColumn('id', 'text', c => c.notNull())
          .addColumn('channel', 'text', c => c.notNull())
          .addColumn('available_at', 'bigint', c => c.notNull())
          .addColumn('worker', 'text')
          .addColumn('token', 'bigint', c => c.notNull())
          .addColumn('attempts', 'integer', c => c.notNull())
          .addColumn('lost', 'integer', c => c.notNull())
          .addColumn('accepted_at', 'bigint', c => c.notNull())
          .addColumn('sealed_address', 'text')
          .addColumn('body', 'text', c => c.notNull())
          .addColumn('reason', 'text')
          .addPrimaryKeyConstraint('work_key', ['bucket', 'queue', 'conversation', 'watermark', 'part']),
      ),
      schema.createIndex('work_due').on('work').columns(['bucket', 'queue', 'available_at']),
      clustered(
        schema
          .createTable('message_hashes')
          .addColumn('bucket', 'smallint', c => c.notNull())
          .addColumn('hash', 'text', c => c.notNull())
          .addColumn('id', 'text', c => c.notNull())
          .addColumn('watermark', 'bigint', c => c.notNull())
          .addColumn('at', 'bigint', c => c.notNull())
          .addPrimaryKeyConstraint('message_hashes_key', ['bucket', 'hash']),
      ),
      schema.createIndex('message_hashes_age').on('message_hashes').columns(['bucket', 'at']),
      schema
        .createTable('unanswered')
        .addColumn('bucket', 'smallint', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('conversation', 'text')
        .addColumn('text', 'text', c => c.notNull())
        .addColumn('lang', 'text', c => c.notNull())
        .addColumn('decision', 'text', c => c.notNull())
        .addColumn('reason', 'text')
        .addColumn('channel', 'text', c => c.notNull())
        .addColumn('day', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('unanswered_key', ['bucket', 'id']),
      schema.createIndex('unanswered_day').on('unanswered').column('day'),
      schema.createIndex('unanswered_conversation').on('unanswered').columns(['bucket', 'conversation']),
      schema
        .createTable('feedback')
        .addColumn('bucket', 'smallint', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('conversation', 'text')
        .addColumn('positive', 'smallint', c => c.notNull())
        .addColumn('text', 'text')
        .addColumn('decision', 'text', c => c.notNull())
        .addColumn('entry', 'text')
        .addColumn('lang', 'text', c => c.notNull())
        .addColumn('channel', 'text', c => c.notNull())
        .addColumn('day', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('feedback_key', ['bucket', 'id']),
      schema.createIndex('feedback_day').on('feedback').column('day'),
      schema.createIndex('feedback_conversation').on('feedback').columns(['bucket', 'conversation']),
      schema
        .createTable('audit')
        .addColumn('bucket', 'smallint', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('at', 'bigint', c => c.notNull())
        .addColumn('actor', 'text', c => c.notNull())
        .addColumn('action', 'text', c => c.notNull())
        .addColumn('detail', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('audit_key', ['bucket', 'id']),
      schema.createIndex('audit_age').on('audit').column('at'),
      schema
        .createTable('editions')
        .addColumn('id', 'text', c => c.notNull().primaryKey())
        .addColumn('content', 'text', c => c.notNull())
        .addColumn('index_bytes', name === 'sqlite' ? 'blob' : 'bytea', c => c.notNull()),
      schema
        .createTable('publications')
        .addColumn('number', 'bigint', c => c.notNull().primaryKey())
        .addColumn('edition', 'text', c => c.notNull())
        .addColumn('at', 'bigint', c => c.notNull()),
    ];
  },
  '0002-desk': deskTables,
  '0003-editions': editionTables,
};

/**
 * Brings the tables up to date. Several processes may do so at once: one row is locked for the whole transaction,
 * which every engine can do, unlike advisory locks. (Kysely's own migrator takes its lock before it begins the
 * transaction, so that a row lock would not hold.)
 */
export async function migrate(engine: Engine, now: number): Promise<void> {
  await prepareLock(engine);
  await engine.transaction(async run => {
    await run({ sql: 'update migration_lock set taken = taken + 1 where id = 1', parameters: [] });
    const done = new Set(await migrationsDone(run));
    const unknown = [...done].find(name => !(name in MIGRATIONS));
    if (unknown !== undefined) {
      throw new StoreError(
        'store-corrupt',
        `The store was written by a newer release (it has migration ${unknown}). Start that release, or restore a backup.`,
      );
    }
    for (const [name, migration] of Object.entries(MIGRATIONS)) {
      if (done.has(name)) continue;
      for (const step of migration(engine)) await run(once(step));
      await record(engine, run, name, now);
    }
  });
}

/** Names of the migrations of this release. */
export function knownMigrations(): string[] {
  return Object.keys(MIGRATIONS);
}

/** Names of those that a store has. */
export async function migrationsDone(run: Run): Promise<string[]> {
  const { rows } = await run<{ name: string }>({ sql: 'select name from migrations', parameters: [] });
  return rows.map(({ name }) => name);
}

async function record(engine: Engine, run: Run, name: string, now: number): Promise<void> {
  const migrations = engine.builder.withTables<{ migrations: { name: string; at: number } }>();
  await run(once(migrations.insertInto('migrations').values({ name, at: now })));
}

/** The row to lock, and the list of what was done. PostgreSQL may refuse "if not exists" in a race: try again. */
async function prepareLock(engine: Engine): Promise<void> {
  const { schema } = engine.builder;
  const steps = [
    schema
      .createTable('migration_lock')
      .ifNotExists()
      .addColumn('id', 'integer', c => c.primaryKey())
      .addColumn('taken', 'integer', c => c.notNull()),
    schema
      .createTable('migrations')
      .ifNotExists()
      .addColumn('name', 'text', c => c.primaryKey())
      .addColumn('at', 'bigint', c => c.notNull()),
  ];
  for (let attempt = 1; ; attempt++) {
    try {
      await engine.transaction(async run => {
        for (const step of steps) await run(once(step));
        await run({ sql: 'insert into migration_lock values (1, 0) on conflict do nothing', parameters: [] });
      });
      return;
    } catch (error) {
      if (attempt === 5 || (error instanceof StoreError && error.code !== 'store-unavailable')) throw error;
    }
  }
}
