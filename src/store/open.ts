import { randomUUID } from 'node:crypto';
import { conversations } from './conversations.ts';
import { deskStore } from './desk/index.ts';
import { editionDrafts } from './editions/drafts.ts';
import { editions } from './editions/editions.ts';
import type { Parts } from './engine.ts';
import { log } from './log.ts';
import { migrate } from './migrations.ts';
import { notes } from './notes.ts';
import { createEngine } from './open-engine.ts';
import { personal } from './personal.ts';
import { purge } from './purge.ts';
import { queue } from './queue.ts';
import { buildStatements } from './statements.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  /**
   * SQLite only. `normal` (default): what was acknowledged survives a kill of the process at any moment; `full`:
   * also a loss of power, at the price of a flush to the disk for each group of writes. PostgreSQL decides by its
   * own `synchronous_commit`.
   */
  sync?: 'normal' | 'full' | undefined;
  /** The clock, epoch milliseconds; default `Date.now`. */
  now?: (() => number) | undefined;
  /** A new random id; default `randomUUID`. */
  newId?: (() => string) | undefined;
}

/**
 * Opens the store that a URL names, and brings its tables up to date:
 *
 * - `file:data/igm.db`, `file:/var/lib/igm/igm.db`, `file:///…`: an SQLite file, made when it is not there
 * - `memory:`: SQLite in memory, for tests and the command line
 * - `postgres://user:password@host/database`, `postgresql://…`
 *
 * @throws StoreError `store-url`, `store-unavailable`, `store-corrupt`
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const parts: Parts = {
    engine: createEngine(url, options.sync ?? 'normal'),
    now: options.now ?? Date.now,
    newId: options.newId ?? randomUUID,
  };
  try {
    await migrate(parts.engine, parts.now());
  } catch (error) {
    await parts.engine.close();
    throw error;
  }
  return storeOn(parts);
}

/** The store's methods on an engine whose tables are up to date. */
export function storeOn(parts: Parts): Store {
  const { engine } = parts;
  const statements = buildStatements(engine.builder);
  return {
    ...conversations(parts, statements),
    ...log(parts, statements),
    ...queue(parts, statements),
    ...notes(parts, statements),
    ...editions(parts),
    ...editionDrafts(parts),
    ...personal(parts),
    ...deskStore(parts, statements),
    purge: now => purge(parts, now),
    async ping() {
      await engine.read(run => run({ sql: 'select 1', parameters: [] }));
    },
    close: () => engine.close(),
  };
}
