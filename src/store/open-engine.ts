import { fileURLToPath } from 'node:url';
import type { Engine } from './engine.ts';
import { StoreError } from './errors.ts';
import { PostgresEngine } from './postgres/engine.ts';
import { SqliteEngine } from './sqlite/engine.ts';

/** The engine that a URL names; see `openStore`. @throws StoreError `store-url`, `store-unavailable` */
export function createEngine(url: string, sync: 'normal' | 'full'): Engine {
  if (url === 'memory:') return new SqliteEngine(':memory:', sync);
  if (/^postgres(ql)?:\/\/./.test(url) && URL.canParse(url)) return new PostgresEngine(url);
  const path = /^file:\/\//.test(url) ? absolutePath(url) : /^file:(.+)$/.exec(url)?.[1];
  if (path !== undefined && !/[?#\0]/.test(path)) return new SqliteEngine(path, sync);
  // Only the scheme is shown: the rest of such a URL may hold a password.
  const scheme = /^[a-z][a-z0-9+.-]{0,20}:/i.exec(url)?.[0] ?? 'no scheme';
  throw new StoreError(
    'store-url',
    `DATABASE_URL (${scheme}) names no store that this service knows. Use file:data/igm.db, memory: or postgres://user:password@host/database.`,
  );
}

function absolutePath(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}
