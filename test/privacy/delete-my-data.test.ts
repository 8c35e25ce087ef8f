import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openStore } from '../../src/store/index.ts';
import { quiet, until } from '../channel/doubles.ts';
import { ROOT } from '../seed.ts';

let folder: string;
let url: string;
let app: App;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'igm-delete-'));
  url = `file:${join(folder, 'igm.db')}`;
  app = await openApp(readConfig({ PORT: '0', DATABASE_URL: url }), { root: ROOT, log: quiet });
}, 120_000);
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

interface Activity {
  readonly text: string;
  readonly replyToId?: string;
  readonly channelData?: { readonly igm?: { readonly intent: string | null; readonly decision: string } };
}

/** A person on the website, who is told the reply to what they say. */
async function person() {
  const call = async (path: string, init: RequestInit = {}) =>
    (await fetch(`${app.url}/v3/directline${path}`, init)).json();
  const { token } = await call('/tokens/generate', { method: 'POST', headers: { Origin: app.url } });
  const headers = { Authorization: `Bearer ${token}` };
  const { conversationId } = await call('/conversations', { method: 'POST', headers });
  const path = `/conversations/${conversationId}/activities`;
  const log = async () => (await call(path, { headers })).activities as Activity[];
  return {
    log,
    async say(text: string) {
      const body = JSON.stringify({ type: 'message', text, from: { id: 'dl_somebody1' } });
      const { id } = await call(path, { method: 'POST', headers, body });
      return until(async () => (await log()).find(({ replyToId }) => replyToId === id), 30_000);
    },
  };
}

describe('a person who asks to be forgotten', () => {
  it.each([
    ['¿cuánto cuesta el pasaporte para zarzamora?', 'borrar mis datos', 'zarzamora'],
    ['how much is a passport for huckleberry?', 'delete my data', 'huckleberry'],
  ])('is: %s, %s', { timeout: 60_000 }, async (question, request, needle) => {
    const { say, log } = await person();
    expect((await say(question)).channelData?.igm?.decision).toBe('related');
    const other = await openStore(url);
    const unanswered = async () =>
      (await other.unanswered('2020-01-01')).filter(({ text }) => text.includes(needle));
    expect(await until(async () => (await unanswered()).length)).toBe(1);

    expect((await say(request)).channelData?.igm?.intent).toBe('delete-data');
    // All that is left is the answer to the request itself.
    const left = await log();
    expect(left.filter(({ replyToId }) => replyToId === undefined)).toEqual([]);
    expect(left).toHaveLength(1);
    expect(await unanswered()).toEqual([]);
    await other.purge(Date.now());
    await other.close();
    const files = readdirSync(folder).filter(name => name !== 'key');
    const holding = files.filter(name => readFileSync(join(folder, name)).includes(needle));
    expect(holding).toEqual([]);
    expect((await say('¿cuál es la misión?')).channelData?.igm?.decision).toBe('answer');
  });
});
