import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type LoggedActivity, openStore, type Store } from '../../src/store/index.ts';
import { createDatabase, postgresReachable } from '../services.ts';

const CHILD = fileURLToPath(new URL('kill-child.ts', import.meta.url));
const ROUNDS = 6;
const hasPostgres = await postgresReachable();

/** Starts the child, kills it some moments after its first forty words, and returns what it had acknowledged. */
async function killInTheMiddle(url: string, round: number): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, url, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<NodeJS.Signals | null>(resolve =>
    child.once('close', (_, signal) => resolve(signal)),
  );
  let said = '';
  let doomed = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (doomed || said.split('\n').length <= 40) return;
    doomed = true;
    setTimeout(() => child.kill('SIGKILL'), Math.random() * 200);
  });
  expect(await ended).toBe('SIGKILL');
  return said.split('\n').slice(0, -1);
}

async function wholeLog(store: Store, conversation: string): Promise<LoggedActivity[]> {
  const log: LoggedActivity[] = [];
  for (;;) {
    const page = await store.activitiesAfter(conversation, log.at(-1)?.watermark ?? 0);
    if (page.length === 0) return log;
    log.push(...page);
  }
}

async function answerTheRest(store: Store): Promise<void> {
  const later = Date.now() + 3_600_000;
  for (;;) {
    const jobs = await store.lease({ worker: 'survivor', now: later, leaseMs: 60_000, limit: 100 });
    if (jobs.length === 0) return;
    for (const job of jobs) {
      const result = { activities: [{ late: true }], dialogue: null, expectedVersion: job.version };
      expect((await store.complete(job, result)).outcome).toBe('completed');
    }
  }
}

async function survives(url: string, whenDead: () => void): Promise<void> {
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    acknowledged.push(...(await killInTheMiddle(url, round)));
    whenDead();
  }
  const store = await openStore(url);
  await answerTheRest(store);
  const logged = new Set<string>();
  for (let i = 0; i < 20; i++) {
    const conversation = `killed-${i}`;
    const log = await wholeLog(store, conversation);
    // The numbers have no gap, and every message has exactly one reply.
    expect(log.map(a => a.watermark)).toEqual(log.map((_, n) => n + 1));
    const messages = log.filter(a => a.replyTo === null).map(a => a.id);
    const answered = log.filter(a => a.replyTo !== null).map(a => a.replyTo);
    expect(answered.sort()).toEqual(messages.sort());
    for (const id of messages) logged.add(`accepted ${conversation} ${id}`);
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * 40);
  expect(acknowledged.filter(line => !logged.has(line))).toEqual([]);
  await store.close();
}

describe('a process killed in the middle of writing', () => {
  it('loses nothing that it acknowledged, and leaves a sound SQLite file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'igm-kill-'));
    const path = join(folder, 'igm.db');
    await survives(`file:${path}`, () => {
      const db = new DatabaseSync(path);
      expect(db.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
      db.close();
    });
    rmSync(folder, { recursive: true });
  }, 120_000);

  it.skipIf(!hasPostgres)(
    'loses nothing that it acknowledged on PostgreSQL',
    async () => {
      const database = await createDatabase();
      await survives(database.url, () => {});
      await database.drop();
    },
    120_000,
  );
});
