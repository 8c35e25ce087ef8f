import { sql } from 'kysely';
import { built } from './backup-format.ts';
import { bucketOf } from './bucket.ts';
import { tablesOf } from './catalog.ts';
import type { Parts } from './engine.ts';
import { isConversationId } from './ids.ts';
import type { Store } from './store.ts';

type Row = Record<string, unknown>;

/** What is kept of one conversation, in whatever table. */
export function personal({ engine }: Parts): Pick<Store, 'everythingOf'> {
  return {
    async everythingOf(id) {
      if (!isConversationId(id)) return {};
      return engine.snapshot(async run => {
        const found: Record<string, Row[]> = {};
        for (const { name, columns } of await tablesOf(engine, run)) {
          const whose = ownerOf(name, columns);
          if (whose === null) continue;
          const query = sql<Row>`select * from ${sql.table(name)} where ${sql.ref('bucket')} = ${bucketOf(id)} and ${sql.ref(whose)} = ${id}`;
          const { rows } = await run(built(engine, query));
          if (rows.length > 0) found[name] = rows.map(withoutSeals);
        }
        return found;
      });
    },
  };
}

/** The column that names the conversation. (Hashes of messages name none.) */
function ownerOf(table: string, columns: readonly string[]): string | null {
  if (table === 'conversations') return 'id';
  return columns.includes('conversation') && columns.includes('bucket') ? 'conversation' : null;
}

function withoutSeals(row: Row): Row {
  return 'sealed_address' in row ? { ...row, sealed_address: row.sealed_address !== null } : row;
}
