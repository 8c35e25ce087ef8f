import { describe, expect, it } from 'vitest';
import { postgresBuilder, sqliteBuilder } from '../../src/store/dialect.ts';
import type { Engine } from '../../src/store/engine.ts';
import { migrate } from '../../src/store/migrations.ts';
import { buildStatements } from '../../src/store/statements.ts';
import { dueOn } from '../../src/store/work-statements.ts';

/** Every statement that the migrations would run, for an engine that only writes them down. */
async function ddl(name: Engine['name']): Promise<string> {
  const written: string[] = [];
  const run = async (query: { sql: string }) => {
    written.push(query.sql);
    return { rows: [], count: 0 };
  };
  const engine: Engine = {
    name,
    builder: name === 'sqlite' ? sqliteBuilder() : postgresBuilder(),
    transaction: work => work(run),
    read: work => work(run),
    snapshot: work => work(run),
    scrub: async () => {},
    close: async () => {},
  };
  await migrate(engine, 0);
  return written.join(';\n');
}

describe('the schema', () => {
  it('names the bucket in every query on the way of a message', () => {
    for (const builder of [sqliteBuilder(), postgresBuilder()]) {
      const all = { ...buildStatements(builder), dueOn: dueOn(builder, ['a', 'b']) };
      for (const [name, statement] of Object.entries(all)) {
        const { sql } = (statement as (parameters: object) => { sql: string })({});
        const bound = sql.startsWith('insert') ? /\("bucket", / : /"bucket" = /;
        expect(sql, name).toMatch(bound);
      }
    }
  });

  it.each(['sqlite', 'postgres'] as const)('has no sequence and no advisory lock on %s', async name => {
    const sql = await ddl(name);
    expect(sql).not.toMatch(/serial|autoincrement|generated|sequence|advisory|nextval/i);
  });

  it.each(['sqlite', 'postgres'] as const)(
    'begins every key of a conversation’s tables with the bucket on %s',
    async name => {
      const sql = await ddl(name);
      for (const table of [
        'conversations',
        'activities',
        'work',
        'message_hashes',
        'unanswered',
        'feedback',
        'audit',
      ]) {
        expect(sql).toMatch(new RegExp(`constraint "${table}_key" primary key \\("bucket", `));
      }
      expect(sql).not.toContain('foreign key');
    },
  );
});
