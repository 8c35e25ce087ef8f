import { StoreError } from '../errors.ts';

/**
 * SQLSTATE classes after which the same transaction may succeed when it is run again: the engine gave way to
 * another one, or had the same number for a row (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
export function isContention(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01' || state === '23505';
}

/** Turns what `pg` throws into a coded error that holds no row: PostgreSQL's own details quote values. */
export function postgresFault(error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const state = sqlState(error);
  if (state === undefined) {
    if (!isConnectionFault(error)) return error;
    const cause = new Error(error.message);
    return new StoreError(
      'store-unavailable',
      'PostgreSQL cannot be reached. Check DATABASE_URL, and that the server runs.',
      { cause },
    );
  }
  const cause = new Error(`SQLSTATE ${state}`);
  if (state.startsWith('53')) {
    return new StoreError('store-busy', 'PostgreSQL is out of connections, memory or disk.', { cause });
  }
  if (state.startsWith('08') || state.startsWith('57') || state === '25006') {
    return new StoreError('store-unavailable', 'PostgreSQL is stopping, starting or read-only.', { cause });
  }
  if (state.startsWith('28') || state === '3D000') {
    return new StoreError(
      'store-unavailable',
      'PostgreSQL refuses the user, the password or the database of DATABASE_URL.',
      { cause },
    );
  }
  if (isContention(error)) {
    return new StoreError('store-busy', 'Too many transactions want the same row. Try again.', { cause });
  }
  return new StoreError('store-unavailable', `PostgreSQL refused a query (SQLSTATE ${state}).`, { cause });
}

function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined;
}

/** A socket's fault (`ECONNREFUSED` …), or one of the texts that `pg` has no code for. */
function isConnectionFault(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('E')) return true;
  return /connection|timeout|not queryable|client was closed/i.test(error.message);
}
