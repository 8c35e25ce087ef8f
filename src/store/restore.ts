import { sql } from 'kysely';
import { built, type Cell, type Line, type Rows } from './backup-format.ts';
import { type Table, tablesOf } from './catalog.ts';
import type { Engine, Run } from './engine.ts';
import { StoreError } from './errors.ts';
import { knownMigrations, migrate } from './migrations.ts';
import { createEngine } from './open-engine.ts';

/**
 * Fills an empty store from a backup. `lines` is called twice: the file is read to its end before anything is
 * written. Returns the number of rows.
 * @throws StoreError `backup-invalid`, `store-not-empty`
 */
export async function restore(
  url: string,
  lines: () => AsyncIterable<string>,
  { now }: { readonly now: number },
): Promise<number> {
  const expected = await checked(lines());
  const engine = createEngine(url, 'normal');
  try {
    await migrate(engine, now);
    const tables = await engine.read(run => tablesOf(engine, run));
    await requireEmpty(engine, tables);
    for await (const text of lines()) {
      const part = JSON.parse(text) as Line;
      if (!('table' in part)) continue;
      const table = tables.find(({ name }) => name === part.table);
      if (table === undefined || part.columns.some(column => !table.columns.includes(column))) {
        throw invalid(`it has a table or a column that this release does not know (${part.table})`);
      }
      await engine.transaction(run => insert(engine, run, part));
    }
    return expected;
  } finally {
    await engine.close();
  }
}

async function insert(engine: Engine, run: Run, { table, columns, rows }: Rows): Promise<void> {
  const values = rows.map(row => sql`(${sql.join(row.map(value => sql.val(fromCell(value))))})`);
  const names = sql.join(columns.map(column => sql.ref(column)));
  const query = sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`;
  await run(built(engine, query));
}

function fromCell(value: Cell): string | number | null | Uint8Array {
  return typeof value === 'object' && value !== null ? Buffer.from(value.$bytes, 'base64') : value;
}

/** Reads to the end; the number of rows. */
async function checked(lines: AsyncIterable<string>): Promise<number> {
  let rows = 0;
  let at = 0;
  let end: number | null = null;
  for await (const text of lines) {
    at++;
    const part = parsed(text, at);
    if (at === 1) checkHead(part);
    else if (end !== null) throw invalid('something follows its end');
    else if (typeof part.table === 'string' && Array.isArray(part.rows)) rows += part.rows.length;
    else if (part.end === true && typeof part.rows === 'number') end = part.rows;
    else throw invalid(`line ${at} is none of a backup`);
  }
  if (end === null) throw invalid('its end is missing: it was cut off');
  if (end !== rows) throw invalid(`it has ${rows} rows instead of ${end}`);
  return rows;
}

function checkHead(part: Record<string, unknown>): void {
  if (part.format !== 'igm-backup' || part.version !== 1) throw invalid('its first line is not that of one');
  const newer = (part.migrations as string[]).find(name => !knownMigrations().includes(name));
  if (newer !== undefined)
    throw invalid(`a newer release wrote it (it has migration ${newer}): start that release`);
}

function parsed(text: string, at: number): Record<string, unknown> {
  try {
    const part: unknown = JSON.parse(text);
    if (typeof part === 'object' && part !== null) return part as Record<string, unknown>;
  } catch {
    // said below
  }
  throw invalid(`line ${at} cannot be read`);
}

async function requireEmpty(engine: Engine, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) {
    const query = sql`select 1 as found from ${sql.table(name)} limit 1`;
    const { rows } = await engine.read(run => run(built(engine, query)));
    if (rows.length > 0) {
      throw new StoreError(
        'store-not-empty',
        `The store that DATABASE_URL names holds data (table ${name}): restore into an empty one, with the service stopped.`,
      );
    }
  }
}

function invalid(why: string): StoreError {
  return new StoreError(
    'backup-invalid',
    `The file is no whole backup: ${why}. Nothing was restored from it.`,
  );
}
