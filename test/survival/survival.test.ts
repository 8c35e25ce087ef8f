import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OwnPostgres, ownPostgres, postgresPrograms } from '../postgres-server.ts';
import { integrity, survive, type TrialResult } from './trial.ts';

/** A short form of `npm run bench -- survival`. */
const SHORT = { kills: 3, runs: [500, 1_500], visitors: 6, writers: 6, everyMs: 60 } as const;
/** In the bench 5 s; here the machine may be busy with other tests. */
const STOP_MS = 30_000;

/** That nothing was lost, and nothing came twice but what cannot be helped. */
function expectNothingLost({ directLine, whatsApp, faults, stopMs }: TrialResult): void {
  expect(directLine.acknowledged).toBeGreaterThan(20);
  expect(directLine).toMatchObject({ unanswered: 0, answeredTwice: 0, loggedTwice: 0 });
  expect(whatsApp.acknowledged).toBeGreaterThan(20);
  expect(whatsApp).toMatchObject({ unanswered: 0, unexplained: 0 });
  expect(faults).toEqual([]);
  expect(stopMs).toBeLessThan(STOP_MS);
}

describe('a service that is killed at random moments under load', { timeout: 300_000 }, () => {
  it('answers all that it acknowledged, and stops without a loss (SQLite)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'igm-survival-'));
    const file = join(folder, 'igm.db');
    expectNothingLost(await survive({ ...SHORT, database: `file:${file}` }));
    expect(integrity(file)).toBe('ok');
    rmSync(folder, { recursive: true });
  });

  const programs = postgresPrograms();
  describe.skipIf(programs === null)('on PostgreSQL', () => {
    let server: OwnPostgres;
    beforeAll(async () => {
      server = await ownPostgres(programs!);
    }, 120_000);
    afterAll(() => server?.remove());

    it('answers all that it acknowledged, also when the database is restarted in the middle', async () => {
      async function disturb(round: number): Promise<void> {
        await (round % 2 === 0 ? server.kill() : server.stop());
        await server.start();
      }
      expectNothingLost(
        await survive({ ...SHORT, kills: 2, runs: [2_000, 3_000], database: server.url, disturb }),
      );
    });
  });
});
