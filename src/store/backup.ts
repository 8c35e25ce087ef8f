import { type RawBuilder, sql } from 'kysely';
import { type Table, tablesOf } from './catalog.ts';
import type { Engine, Run } from './engine.ts';
import { StoreError } from './errors.ts';
import { knownMigrations, migrate, migrationsDone } from './migrations.ts';
import { createEngine } from './open-engine.ts';
import { once, type Query } from './statement.ts';

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

interface Head {
  readonly format: 'igm-backup';
  readonly version: 1;
  readonly at: number;
  readonly migrations: readonly string[];
}
interface Rows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}
interface End {
  readonly end: true;
  readonly rows: number;
}
type Row = Record<string, unknown>;
type Cell = string | number | null | { readonly $bytes: string };

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
      const part = JSON.parse(text) as Head | Rows | End;
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

function built<R>(engine: Engine, query: RawBuilder<R>): Query<R> {
  return once({ compile: () => query.compile(engine.builder) });
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

function line(part: Head | Rows | End): string {
  return JSON.stringify(part);
}
