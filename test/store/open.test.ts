import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { createDatabase, postgresReachable } from '../services.ts';
import { message, newConversation, reply, request, START } from './fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'igm-open-'));
afterAll(() => rmSync(folder, { recursive: true }));
const hasPostgres = await postgresReachable();
const now = () => START;

describe('openStore', () => {
  it('refuses a URL that names no store, without showing a password', async () => {
    for (const url of [
      '',
      'data/igm.db',
      'mysql://root:hunter2@host/db',
      'file:',
      'postgres://',
      'file:a?mode=ro',
    ]) {
      const opening = openStore(url);
      await expect(opening).rejects.toMatchObject({ code: 'store-url', retryable: false });
      await expect(opening).rejects.not.toThrow(/hunter2/);
    }
  });

  it('makes the file and its folder for the service alone', async () => {
    const path = join(folder, 'new', 'igm.db');
    const store = await openStore(pathToFileURL(path).href);
    await store.accept(message(newConversation()));
    for (const name of readdirSync(join(folder, 'new'))) {
      expect(statSync(join(folder, 'new', name)).mode & 0o077).toBe(0);
    }
    await store.close();
    expect(readdirSync(join(folder, 'new'))).toEqual(['igm.db']);
  });

  it('says what is wrong with a file', async () => {
    const broken = join(folder, 'broken.db');
    writeFileSync(
      broken,
      'this is no database, but it is long enough to look like a file with a header'.repeat(20),
    );
    await expect(openStore(`file:${broken}`)).rejects.toMatchObject({ code: 'store-corrupt' });
    mkdirSync(join(folder, 'a-folder'));
    await expect(openStore(`file:${join(folder, 'a-folder')}`)).rejects.toMatchObject({
      code: 'store-unavailable',
    });
  });

  it('refuses a file that a newer release wrote', async () => {
    const path = join(folder, 'newer.db');
    await (await openStore(`file:${path}`)).close();
    const db = new DatabaseSync(path);
    db.exec("insert into migrations values ('9999-future', 0)");
    db.close();
    await expect(openStore(`file:${path}`)).rejects.toMatchObject({ code: 'store-corrupt' });
  });

  it('says that PostgreSQL cannot be reached, and that one may try again', async () => {
    await expect(openStore('postgres://nobody:hunter2@127.0.0.1:1/none')).rejects.toMatchObject({
      code: 'store-unavailable',
      retryable: true,
      message: expect.not.stringContaining('hunter2'),
    });
  });

  it('finishes what was handed in before it closes, and refuses everything after', async () => {
    const url = `file:${join(folder, 'closing.db')}`;
    const store = await openStore(url);
    const id = newConversation();
    const writes = Array.from({ length: 600 }, () => store.accept(message(id)));
    await store.close();
    await store.close();
    expect((await Promise.all(writes)).length).toBe(600);
    await expect(store.accept(message(id))).rejects.toMatchObject({ code: 'store-closed' });
    await expect(store.ping()).rejects.toMatchObject({ code: 'store-closed' });
    const again = await openStore(url);
    expect(await again.highWatermark(id)).toBe(600);
    await again.close();
  });

  it('closes completely in a process that has nothing else to do', () => {
    const path = join(folder, 'alone.db');
    const script = `
      import { openStore } from ${JSON.stringify(new URL('../../src/store/index.ts', import.meta.url).href)};
      const store = await openStore(${JSON.stringify(`file:${path}`)});
      for (let i = 0; i < 1000; i++) await store.accept({ conversation: 'c', channel: 'x', activity: i });
      await store.purge(0);
      await store.close();
      console.log('closed');
    `;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect([child.stdout, child.stderr, child.status]).toEqual(['closed\n', '', 0]);
    expect(readdirSync(folder).filter(name => name.startsWith('alone'))).toEqual(['alone.db']);
  });

  it('refuses writes beyond what may wait, rather than growing without end', async () => {
    const store = await openStore('memory:');
    const writes = Array.from({ length: 20_100 }, (_, i) =>
      store.openConversation({ id: `c${i % 10}`, channel: 'x' }),
    );
    const results = await Promise.allSettled(writes);
    const refused = results.filter(r => r.status === 'rejected').map(r => r.reason as unknown);
    expect(refused).toHaveLength(100);
    expect(refused[0]).toMatchObject({ code: 'store-busy', retryable: true });
    await store.close();
  });
});

describe.skipIf(!hasPostgres)('several instances on one PostgreSQL', () => {
  it('bring the tables up to date together, and share the work without a double', async () => {
    const database = await createDatabase();
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(database.url, { now })));
    const ids = Array.from({ length: 30 }, newConversation);
    await Promise.all(
      ids.flatMap(id =>
        stores.map((store, n) => store.accept(message(id, { key: `${n % 2}`, activity: n % 2 }))),
      ),
    );
    let open = true;
    while (open) {
      const rounds = await Promise.all(
        stores.map(async (store, n) => {
          const jobs = await store.lease(request(START, { worker: `w${n}`, limit: 5 }));
          const results = await Promise.all(
            jobs.map(job =>
              store.complete(job, { activities: [reply('a')], dialogue: n, expectedVersion: job.version }),
            ),
          );
          expect(results.every(result => result.outcome === 'completed')).toBe(true);
          return jobs.length;
        }),
      );
      open = rounds.some(count => count > 0) || (await stores[0]!.depth()).jobs > 0;
    }
    for (const id of ids) {
      const log = await stores[0]!.activitiesAfter(id, 0);
      expect(log.map(a => a.watermark)).toEqual([1, 2, 3, 4]);
      const messages = log.filter(a => a.replyTo === null);
      expect(log.flatMap(a => a.replyTo ?? [])).toEqual(messages.map(a => a.id));
    }
    await Promise.all(stores.map(store => store.close()));
    await database.drop();
  }, 60_000);

  it('go on when their connections are cut in the middle, and lose nothing that was acknowledged', async () => {
    const database = await createDatabase();
    const store = await openStore(database.url);
    const id = newConversation();
    const acknowledged: string[] = [];
    const faults: unknown[] = [];
    const stop = Date.now() + 1_500;
    const people = Array.from({ length: 8 }, async () => {
      while (Date.now() < stop) {
        try {
          acknowledged.push((await store.accept(message(id))).id);
        } catch (error) {
          faults.push(error);
        }
      }
    });
    const knife = new pg.Client({ connectionString: database.url });
    await knife.connect();
    for (let cut = 0; cut < 5; cut++) {
      await new Promise(resolve => setTimeout(resolve, 200));
      await knife.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    }
    await knife.end();
    await Promise.all(people);
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).toMatchObject({ code: 'store-unavailable', retryable: true });
    const logged = new Set<string>();
    for (let page = await store.activitiesAfter(id, 0); page.length > 0; ) {
      for (const activity of page) logged.add(activity.id);
      page = await store.activitiesAfter(id, page.at(-1)!.watermark);
    }
    expect(acknowledged.filter(activity => !logged.has(activity))).toEqual([]);
    await store.close();
    await database.drop();
  }, 60_000);

  it('say that it is gone while it is gone, and work again when it is back', async () => {
    const database = await createDatabase();
    const store = await openStore(database.url);
    await database.drop();
    await expect(store.ping()).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(store.accept(message(newConversation()))).rejects.toMatchObject({
      code: 'store-unavailable',
    });
    await store.close();
  });
});

describe('an SQLite file', () => {
  it('holds nothing any more of what was forgotten or purged', async () => {
    const path = join(folder, 'rest.db');
    const store = await openStore(`file:${path}`, { now });
    const ids = Array.from({ length: 50 }, newConversation);
    const secret = 'Quetzaltenango-secret-word';
    for (const id of ids) {
      await store.accept(
        message(id, { activity: { text: secret }, sealedAddress: 'sealed-secret-address', key: 'k' }),
      );
      await store.recordUnanswered({
        text: secret,
        lang: 'es',
        decision: 'decline',
        reason: null,
        channel: 'directline',
        day: '2026-01-15',
        conversation: id,
      });
    }
    const bytes = () =>
      readdirSync(folder)
        .filter(name => name.startsWith('rest.db'))
        .map(name => readFileSync(join(folder, name), 'latin1'))
        .join('');
    expect(bytes()).toContain(secret);
    for (const id of ids.slice(0, 25)) await store.forget(id);
    await store.purge(START + 200 * 24 * 3_600_000);
    expect(bytes()).not.toContain(secret);
    expect(bytes()).not.toContain('sealed-secret');
    for (const id of ids) expect(bytes()).not.toContain(id);
    await store.close();
  });
});
