import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { createDatabase, postgresReachable } from '../services.ts';
import { storeContract } from './contract.ts';
import { type Fixture, type Place, START } from './fixture.ts';
import { handoverContract } from './handover-contract.ts';

const hasPostgres = await postgresReachable();

async function file(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'igm-store-'));
  return {
    open: now => openStore(`file:${join(folder, 'data', 'igm.db')}`, { now }),
    remove: async () => rmSync(folder, { recursive: true }),
  };
}

/** Nothing outlives a store in memory, so opening it again gives the same one. */
async function memory(): Promise<Place> {
  let store: ReturnType<typeof openStore> | undefined;
  return {
    open: now => {
      store ??= openStore('memory:', { now });
      return store;
    },
    remove: async () => {},
  };
}

async function postgres(): Promise<Place> {
  const database = await createDatabase();
  return { open: now => openStore(database.url, { now }), remove: () => database.drop() };
}

function run(name: string, createPlace: () => Promise<Place>, keeps = true): void {
  const clock = { at: START };
  const now = () => clock.at;
  let place: Place;
  let fixture: Fixture;

  beforeAll(async () => {
    place = await createPlace();
    const reopen = async () => {
      if (keeps) await fixture.store.close();
      return place.open(now);
    };
    fixture = { store: await place.open(now), clock, reopen };
  });
  afterAll(async () => {
    await fixture.store.close();
    await place.remove();
  });
  storeContract(name, () => fixture);
  handoverContract(name, () => fixture);
}

describe('SQLite file', () => run('SQLite file', file));
describe('SQLite in memory', () => run('SQLite in memory', memory, false));
describe.skipIf(!hasPostgres)('PostgreSQL', () => run('PostgreSQL', postgres));
