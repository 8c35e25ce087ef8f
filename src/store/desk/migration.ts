import { type Compilable, type CreateTableBuilder, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** The tables of the desk, and the mark on a conversation that a person is asked for or there. */
export function deskTables({ name, builder: { schema } }: Engine): Compilable[] {
  const clustered = <T extends string, C extends string>(table: CreateTableBuilder<T, C>) =>
    name === 'sqlite' ? table.modifyEnd(sql`without rowid`) : table;
  return [
    schema.alterTable('conversations').addColumn('handover', 'text'),
    schema
      .createTable('desk_accounts')
      .addColumn('id', 'text', c => c.notNull().primaryKey())
      .addColumn('name', 'text', c => c.notNull())
      .addColumn('roles', 'text', c => c.notNull())
      .addColumn('password', 'text', c => c.notNull())
      .addColumn('disabled', 'smallint', c => c.notNull())
      .addColumn('failures', 'integer', c => c.notNull())
      .addColumn('locked_until', 'bigint')
      .addColumn('created_at', 'bigint', c => c.notNull()),
    schema
      .createTable('desk_sessions')
      .addColumn('id', 'text', c => c.notNull().primaryKey())
      .addColumn('account', 'text', c => c.notNull())
      .addColumn('source', 'text', c => c.notNull())
      .addColumn('name', 'text', c => c.notNull())
      .addColumn('roles', 'text', c => c.notNull())
      .addColumn('lang', 'text')
      .addColumn('created_at', 'bigint', c => c.notNull())
      .addColumn('seen_at', 'bigint', c => c.notNull())
      .addColumn('live_at', 'bigint')
      .addColumn('expires_at', 'bigint', c => c.notNull()),
    schema
      .createTable('desk_signins')
      .addColumn('id', 'text', c => c.notNull().primaryKey())
      .addColumn('data', 'text', c => c.notNull())
      .addColumn('expires_at', 'bigint', c => c.notNull()),
    clustered(
      schema
        .createTable('handovers')
        .addColumn('bucket', 'smallint', c => c.notNull())
        .addColumn('conversation', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('channel', 'text', c => c.notNull())
        .addColumn('lang', 'text', c => c.notNull())
        .addColumn('reason', 'text', c => c.notNull())
        .addColumn('state', 'text', c => c.notNull())
        .addColumn('agent', 'text')
        .addColumn('agent_name', 'text')
        .addColumn('requested_at', 'bigint', c => c.notNull())
        .addColumn('taken_at', 'bigint')
        .addColumn('closed_at', 'bigint')
        .addPrimaryKeyConstraint('handovers_key', ['bucket', 'conversation', 'id']),
    ),
    schema.createIndex('handovers_open').on('handovers').columns(['state', 'requested_at']),
    clustered(
      schema
        .createTable('handover_notes')
        .addColumn('bucket', 'smallint', c => c.notNull())
        .addColumn('conversation', 'text', c => c.notNull())
        .addColumn('id', 'text', c => c.notNull())
        .addColumn('at', 'bigint', c => c.notNull())
        .addColumn('agent_name', 'text', c => c.notNull())
        .addColumn('text', 'text', c => c.notNull())
        .addPrimaryKeyConstraint('handover_notes_key', ['bucket', 'conversation', 'id']),
    ),
    schema
      .createTable('counts')
      .addColumn('hour', 'bigint', c => c.notNull())
      .addColumn('measure', 'text', c => c.notNull())
      .addColumn('value', 'text', c => c.notNull())
      .addColumn('lang', 'text', c => c.notNull())
      .addColumn('channel', 'text', c => c.notNull())
      .addColumn('n', 'bigint', c => c.notNull())
      .addPrimaryKeyConstraint('counts_key', ['hour', 'measure', 'value', 'lang', 'channel']),
    schema
      .createTable('proposals')
      .addColumn('id', 'text', c => c.notNull().primaryKey())
      .addColumn('at', 'bigint', c => c.notNull())
      .addColumn('kind', 'text', c => c.notNull())
      .addColumn('entry', 'text')
      .addColumn('lang', 'text', c => c.notNull())
      .addColumn('text', 'text', c => c.notNull())
      .addColumn('asked', 'integer', c => c.notNull())
      .addColumn('author', 'text', c => c.notNull())
      .addColumn('state', 'text', c => c.notNull()),
  ];
}
