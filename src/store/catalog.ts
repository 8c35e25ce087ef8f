import type { Engine, Run } from './engine.ts';

/** A table as the database itself describes it. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns of its primary key, in their order. */
  readonly key: readonly string[];
}

/** Tables that belong to the migrations, not to the data. */
const OWN = ['migrations', 'migration_lock'];

const SQLITE = `select t.name as "table", c.name as "column", c.pk as place
  from sqlite_master t, pragma_table_info(t.name) c
  where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\' order by t.name, c.cid`;

const POSTGRES = `select c.table_name as "table", c.column_name as "column", coalesce(k.ordinal_position, 0)::int as place
  from information_schema.columns c
  join information_schema.tables t using (table_schema, table_name)
  left join (information_schema.key_column_usage k
    join information_schema.table_constraints p
      on p.constraint_schema = k.constraint_schema and p.constraint_name = k.constraint_name
      and p.constraint_type = 'PRIMARY KEY')
    on k.table_schema = c.table_schema and k.table_name = c.table_name and k.column_name = c.column_name
  where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
  order by c.table_name, c.ordinal_position`;

/** Every table that holds data, by name: also those that a later migration adds. */
export async function tablesOf(engine: Engine, run: Run): Promise<Table[]> {
  const sql = engine.name === 'sqlite' ? SQLITE : POSTGRES;
  const { rows } = await run<{ table: string; column: string; place: number }>({ sql, parameters: [] });
  const tables = Map.groupBy(
    rows.filter(row => !OWN.includes(row.table)),
    row => row.table,
  );
  return [...tables].map(([name, columns]) => ({
    name,
    columns: columns.map(({ column }) => column),
    key: columns
      .filter(({ place }) => place > 0)
      .toSorted((a, b) => a.place - b.place)
      .map(({ column }) => column),
  }));
}
