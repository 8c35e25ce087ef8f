import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botConversations } from '../../src/channel/botframework/index.ts';
import { namesOf } from '../../src/channel/whatsapp/index.ts';
import { loadKeys } from '../../src/privacy/keys.ts';
import { openStore } from '../../src/store/index.ts';

const OLD = 'an-old-key-of-enough-characters-1';
const NEW = 'a-newer-key-of-enough-characters-2';
const keys = loadKeys({ dataKey: `${NEW},${OLD}`, file: null });
const [current, older] = keys.namings;

let folder: string;
let env: Record<string, string>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'igm-privacy-cli-'));
  const url = `file:${join(folder, 'igm.db')}`;
  env = { PATH: process.env.PATH!, DATABASE_URL: url, DATA_KEY: `${NEW},${OLD}` };
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['src/cli/privacy.ts', ...args], {
      env,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

async function keep(conversation: string, text: string): Promise<void> {
  const store = await openStore(env.DATABASE_URL!);
  await store.accept({ conversation, channel: 'x', activity: { text }, sealedAddress: 'v1.sealed', job: {} });
  const question = {
    text,
    lang: 'es',
    decision: 'decline',
    reason: 'not-understood',
    channel: 'x',
    day: '2026-01-15',
  };
  await store.recordUnanswered({ ...question, conversation });
  await store.close();
}

describe('npm run privacy', { timeout: 60_000 }, () => {
  it('shows and deletes what is kept of a number, under every key, and of nobody else', async () => {
    const [one, two] = [current!, older!].map(naming => namesOf('50255551234', '', naming).conversation);
    await keep(one!, 'needle-one');
    await keep(two!, 'needle-two');
    await keep(namesOf('50255559999', '', current!).conversation, 'needle-other');

    const shown = JSON.parse((await run('export', '--whatsapp', '+502 5555-1234')).stdout);
    expect(shown.map(({ conversation }: { conversation: string }) => conversation)).toEqual([one, two]);
    expect(Object.keys(shown[0].kept)).toEqual(['activities', 'conversations', 'unanswered', 'work']);
    expect(JSON.stringify(shown)).toContain('needle-one');
    expect(JSON.stringify(shown)).not.toMatch(/v1\.sealed|needle-other/);

    expect((await run('delete', '--whatsapp', '+50255551234')).stdout).toMatch(/Deleted: 2 conv/);
    const bytes = readFileSync(join(folder, 'igm.db'), 'latin1');
    expect(bytes).not.toMatch(/needle-one|needle-two/);
    expect(bytes).toContain('needle-other');
    const store = await openStore(env.DATABASE_URL!);
    expect((await store.audit(0)).map(({ action }) => action).toSorted()).toEqual([
      'privacy-delete',
      'privacy-export',
    ]);
    await store.close();
  });

  it('finds a chat of Teams by its id, and a conversation by its name', async () => {
    const [chat] = botConversations('msteams', 'a:chat', null, keys);
    await keep(chat!, 'needle-teams');
    expect((await run('export', '--teams', 'a:chat')).stdout).toContain('needle-teams');
    expect((await run('export', '--conversation', chat!)).stdout).toContain('needle-teams');
    const none = await run('export', '--conversation', 'nobody');
    expect(none.stdout.trim()).toBe('[]');
    expect(none.stderr).toMatch(/DATA_KEY, or data\/key/);
    expect((await run('delete', '--conversation', 'nobody')).stdout).toMatch(/Nothing is kept/);
  });

  it('says how it is used when it is not', async () => {
    for (const args of [['delete'], ['delete', '--conversation', 'a', '--teams', 'b']]) {
      const { code, stderr } = await run(...args);
      expect([args, code]).toEqual([args, 2]);
      expect(stderr).toMatch(/Usage: npm run privacy/);
    }
  });
});
