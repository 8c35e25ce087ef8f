import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { createDatabase, postgresReachable } from '../services.ts';
import { backupContract, type NewPlace } from './backup-contract.ts';

const sqlite: NewPlace = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'igm-backup-'));
  return { url: `file:${join(folder, 'igm.db')}`, remove: async () => rmSync(folder, { recursive: true }) };
};
const postgres: NewPlace = async () => {
  const { url, drop } = await createDatabase();
  return { url, remove: drop };
};

describe.skipIf(!(await postgresReachable()))('with PostgreSQL', () => {
  backupContract('of SQLite into PostgreSQL', sqlite, postgres);
  backupContract('of PostgreSQL into SQLite', postgres, sqlite);
});
