import type { Compilable } from 'kysely';
import type { Engine } from '../engine.ts';

/** Large editions in pieces, and the editors' draft. */
export function editionTables({ name, builder: { schema } }: Engine): Compilable[] {
  return [
    schema
      .createTable('edition_pieces')
      .addColumn('edition', 'text', c => c.notNull())
      .addColumn('part', 'text', c => c.notNull())
      .addColumn('number', 'integer', c => c.notNull())
      .addColumn('bytes', name === 'sqlite' ? 'blob' : 'bytea', c => c.notNull())
      .addPrimaryKeyConstraint('edition_pieces_key', ['edition', 'part', 'number']),
    schema
      .createTable('edition_drafts')
      .addColumn('name', 'text', c => c.notNull().primaryKey())
      .addColumn('content', 'text', c => c.notNull())
      .addColumn('source', 'text', c => c.notNull())
      .addColumn('actor', 'text', c => c.notNull())
      .addColumn('at', 'bigint', c => c.notNull())
      .addColumn('version', 'bigint', c => c.notNull()),
  ];
}
