import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'igm-store-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const urlOf = (name: string) => `file:${join(folder, name)}`;

async function run(database: string, ...args: string[]) {
  const env = { PATH: process.env.PATH, DATABASE_URL: database };
  try {
    return {
      code: 0,
      ...(await promisify(execFile)(process.execPath, ['src/cli/store.ts', ...args], { env })),
    };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe('npm run store', { timeout: 60_000 }, () => {
  it('backs up and restores, removes backups after 14 days, and leaves a trace in the audit', async () => {
    const store = await openStore(urlOf('one.db'));
    await store.recordAudit({ actor: 'editor', action: 'publish', detail: null });
    await store.close();
    const backups = join(folder, 'backups');
    expect((await run(urlOf('one.db'), 'backup', '--to', backups)).code).toBe(0);
    const [first = ''] = readdirSync(backups);
    expect(first).toMatch(/^igm-[\dT-]+Z\.jsonl\.gz$/);
    expect(statSync(join(backups, first)).mode & 0o777).toBe(0o600);
    const old = join(backups, 'igm-2020-01-01T00-00-00Z.jsonl.gz');
    const mine = join(backups, 'mine.jsonl.gz');
    for (const file of [old, mine]) {
      writeFileSync(file, '');
      utimesSync(file, 0, Date.now() / 1000 - 14 * 86_400);
    }
    const second = await run(urlOf('one.db'), 'backup', '--to', backups);
    expect(second.stdout).toContain('igm-2020-01-01T00-00-00Z.jsonl.gz: removed');
    expect(readdirSync(backups)).toHaveLength(3);
    expect(readdirSync(backups)).toContain('mine.jsonl.gz');

    expect(await run(urlOf('two.db'), 'restore', join(backups, first))).toMatchObject({ code: 0 });
    const restored = await openStore(urlOf('two.db'));
    const actions = (await restored.audit(0)).map(({ action }) => action);
    expect(actions.toSorted()).toEqual(['publish', 'store-restore']);
    await restored.close();
  });

  it('says what is wrong, and what to do', async () => {
    const junk = join(folder, 'junk.gz');
    writeFileSync(junk, 'no gzip');
    const faults: [string[], number, RegExp][] = [
      [[], 2, /Usage/],
      [['restore'], 2, /Usage/],
      [['backup', '--nonsense'], 2, /Usage/],
      [['restore', join(folder, 'none')], 2, /There is no file/],
      [['restore', junk], 1, /damaged or no backup/],
      [['restore', folder], 1, /EISDIR|damaged/],
    ];
    for (const [args, status, said] of faults) {
      const { code, stderr } = await run(urlOf('three.db'), ...args);
      expect([args, code]).toEqual([args, status]);
      expect(stderr).toMatch(said);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });
});
