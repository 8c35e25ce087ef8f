import type { Kysely } from 'kysely';
import { logStatements } from './log-statements.ts';
import type { Tables } from './schema.ts';
import { workStatements } from './work-statements.ts';

export type Statements = ReturnType<typeof buildStatements>;

/** Every query on the way of a message. `test/store/schema.test.ts` checks that each names the bucket. */
export function buildStatements(db: Kysely<Tables>) {
  return { ...logStatements(db), ...workStatements(db) };
}
