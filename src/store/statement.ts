import { type Compilable, type RawBuilder, sql } from 'kysely';

/** A query that an engine can run, and the type of its rows. */
export interface Query<R> {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Set where the engine shall keep it prepared. Always the same text under the same name. */
  readonly name?: string;
  /** Never there: carries the type of the rows. */
  readonly row?: R;
}

/** A query without its parameters. */
export type Statement<P, R> = (parameters: P) => Query<R>;

/** Stands where a parameter will be. */
export type Parameter<P> = <K extends keyof P & string>(name: K) => RawBuilder<P[K]>;

class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Builds a query once and runs it many times: building costs some 30 µs, more than SQLite needs to run it.
 * Called in two steps, because the parameters are named and the rows are inferred.
 */
export function statement<P extends object>() {
  return <R>(name: string, build: (parameter: Parameter<P>) => Compilable<R>): Statement<P, R> => {
    const compiled = build(key => sql.val(new Slot(key)) as unknown as RawBuilder<P[typeof key]>).compile();
    const template = compiled.parameters;
    return parameters => ({
      name,
      sql: compiled.sql,
      parameters: template.map(value => (value instanceof Slot ? parameters[value.name as keyof P] : value)),
    });
  };
}

/** A query that is built for one use: where it is not on the way of a message. */
export function once<R>(query: Compilable<R>): Query<R> {
  const { sql, parameters } = query.compile();
  return { sql, parameters };
}
