import { type RawBuilder, sql } from 'kysely';
import { built, type Cell, type End, type Head, type Line, type Row, type Rows } from './backup-format.ts';
import { type Table, tablesOf } from './catalog.ts';
import type { Engine, Run } from './engine.ts';
import { migrate, migrationsDone } from './migrations.ts';
import { createEngine } from './open-engine.ts';

/**
 * Backups: one file for every engine, lines of JSON, so that what SQLite has written PostgreSQL can read. The first
 * line says what it is, each other one holds rows of a table, the last one says that nothing is missing.
 *
 * What lives for a day is not worth keeping for fourteen: conversations, their queue and their hashes are left out,
 * and what stays is cut off from them, so that nobody can be found again in a backup. A *move* to another engine
 * takes everything. Sealed addresses never go into a file.
 */
export interface BackupOptions {
  /** Everything, for moving to another engine: the file is to be destroyed afterwards. */
  readonly all?: boolean;
  /** The clock, epoch milliseconds. */
  readonly now: number;
}

/** Rows of one line; restored with one statement, of which SQLite takes 32,766 parameters. */
const PAGE = 200;
/** Rows of these may be megabytes. */
const PAGE_OF: Record<string, number> = { editions: 1, edition_pieces: 4, edition_drafts: 1 };
/** A table with these, or with a conversation in its key, holds what passes. */
const PASSING = [
  'conversations',
  'activities',
  'work',
  'message_hashes',
  'desk_sessions',
  'desk_signins',
  'handovers',
  'handover_notes',
];
const NEVER = ['sealed_address'];

/** Writes all lines of a backup, as of one moment, while the service may be running. Returns the number of rows. */
export async function backup(
  url: string,
  write: (line: string) => Promise<void>,
  { all = false, now }: BackupOptions,
): Promise<number> {
  const engine = createEngine(url, 'normal');
  try {
    await migrate(engine, now);
    return await engine.snapshot(async run => {
      const migrations = await migrationsDone(run);
      await write(line({ format: 'igm-backup', version: 1, at: now, migrations } satisfies Head));
      let count = 0;
      for (const table of await tablesOf(engine, run)) {
        if (!all && passes(table)) continue;
        for await (const rows of pages(engine, run, table)) {
          const cells = rows.map(row =>
            table.columns.map(column => cell(table.name, column, row[column], all)),
          );
          await write(line({ table: table.name, columns: table.columns, rows: cells } satisfies Rows));
          count += rows.length;
        }
      }
      await write(line({ end: true, rows: count } satisfies End));
      return count;
    });
  } finally {
    await engine.close();
  }
}

function passes({ name, key }: Table): boolean {
  return PASSING.includes(name) || key.includes('conversation');
}

/** A table, page after page in the order of its key. */
async function* pages(engine: Engine, run: Run, { name, key }: Table): AsyncGenerator<Row[]> {
  const size = PAGE_OF[name] ?? PAGE;
  const order = sql.join(key.map(column => sql.ref(column)));
  let last: unknown[] | null = null;
  for (;;) {
    const after: RawBuilder<unknown> = last === null ? sql`` : sql`where (${order}) > (${sql.join(last)})`;
    const query = sql<Row>`select * from ${sql.table(name)} ${after} order by ${order} limit ${sql.lit(size)}`;
    const { rows } = await run(built(engine, query));
    if (rows.length > 0) yield rows;
    if (rows.length < size) return;
    last = key.map(column => rows.at(-1)![column]);
  }
}

function cell(table: string, column: string, value: unknown, all: boolean): Cell {
  if (NEVER.includes(column)) return null;
  if (column === 'conversation' && !all) return null;
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  throw new TypeError(
    `${table}.${column} holds what a backup cannot write down: use text, numbers or bytes.`,
  );
}

function line(part: Line): string {
  return JSON.stringify(part);
}
