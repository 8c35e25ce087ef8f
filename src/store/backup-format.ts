import type { RawBuilder } from 'kysely';
import type { Engine } from './engine.ts';
import { once, type Query } from './statement.ts';

/** The lines of a backup: the first says what it is, each other one holds rows, the last that nothing is missing. */
export type Line = Head | Rows | End;

export interface Head {
  readonly format: 'igm-backup';
  readonly version: 1;
  readonly at: number;
  readonly migrations: readonly string[];
}
export interface Rows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}
export interface End {
  readonly end: true;
  readonly rows: number;
}
export type Row = Record<string, unknown>;
export type Cell = string | number | null | { readonly $bytes: string };

/** A query on a table that is known by its name only. */
export function built<R>(engine: Engine, query: RawBuilder<R>): Query<R> {
  return once({ compile: () => query.compile(engine.builder) });
}
