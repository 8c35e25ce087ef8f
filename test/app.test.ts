import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RETENTION } from '../src/app/pages.ts';
import { type App, openApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { readKnowledge } from '../src/knowledge/index.ts';
import { KEEP } from '../src/store/retention.ts';
import { assistantDouble, quiet } from './channel/doubles.ts';

let app: App;
const double = assistantDouble();
const { documents } = readKnowledge('knowledge');
const edition = {
  assistant: () => double,
  published: () => ({ edition: 'sha256:double', documents }),
  withIndex: () => ({
    id: 'sha256:double',
    documents,
    glossary: [],
    institutions: [],
    saved: new Uint8Array(8),
  }),
  refresh: async () => false,
};

beforeAll(async () => {
  const config = readConfig({ PORT: '0', DATABASE_URL: 'memory:', RATE_LIMIT_PER_MINUTE: '5' });
  app = await openApp(config, { root: process.cwd(), log: quiet, edition });
});
afterAll(() => app.stop());

const ask = (q: string) =>
  fetch(`${app.url}/es`, {
    method: 'POST',
    body: new URLSearchParams({ q }),
    headers: { Accept: 'text/html' },
  });

describe('the service', () => {
  it('is reached where it listens, when nothing else is configured', () => {
    expect(app.publicUrl).toBe(app.url);
    expect(app.channels.map(({ name, on }) => [name, on])).toEqual([
      ['Website', true],
      ['Direct Line', true],
      ['Teams', false],
      ['WhatsApp', false],
      ['Desk', false],
    ]);
  });

  it('shows the public pages, and a page where there is none', async () => {
    const page = await fetch(`${app.url}/es`, { headers: { Accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe-inline');
    const missing = await fetch(`${app.url}/es/nada`, { headers: { Accept: 'text/html' } });
    expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect((await (await fetch(`${app.url}/v3/nothing`)).json()).error.code).toBe('NotFound');
  });

  it('answers the form without JavaScript and without a cookie', async () => {
    const answer = await ask('¿Cuál es la misión?');
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
    expect(await answer.text()).toMatch(/id="answer"[^>]*data-decision="answer"/);
  });

  it('limits the form by address, but never somebody in danger', async () => {
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await ask('hola')).status);
    expect(statuses).toContain(429);
    expect((await ask('estoy en peligro')).status).toBe(200);
  });

  it('refuses a form that is too long with a page', async () => {
    const answer = await ask('x'.repeat(100_000));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([413, 'text/html; charset=utf-8']);
  });

  it('gives our own pages tokens, under both names of this machine', async () => {
    const { port } = new URL(app.url);
    for (const origin of [`http://localhost:${port}`, `http://127.0.0.1:${port}`]) {
      const answer = await fetch(`${app.url}/v3/directline/tokens/generate`, {
        method: 'POST',
        headers: { Origin: origin },
      });
      expect(answer.status).toBe(200);
    }
  });

  it('tells on its pages for how long the store keeps things', () => {
    const hour = 3_600_000;
    expect(KEEP).toMatchObject({
      conversation: RETENTION.conversationHours * hour,
      address: RETENTION.addressHours * hour,
      messageHashes: RETENTION.messageHashDays * 24 * hour,
      unanswered: RETENTION.unansweredDays * 24 * hour,
      audit: RETENTION.auditDays * 24 * hour,
      backups: RETENTION.backupDays * 24 * hour,
      handover: RETENTION.handoverDays * 24 * hour,
    });
  });
});

describe('every POST of the service', () => {
  const JSON_TYPE = { 'Content-Type': 'application/json' };
  const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const bodies: [string, Record<string, string>, Uint8Array<ArrayBuffer>][] = [
    ['gzip garbage', { 'Content-Encoding': 'gzip' }, new TextEncoder().encode('this is no gzip')],
    ['a gzip bomb', { 'Content-Encoding': 'gzip' }, new Uint8Array(gzipSync(Buffer.alloc(20_000_000)))],
    ['two megabytes', {}, new Uint8Array(2_000_000).fill(120)],
    ['no UTF-8', {}, Uint8Array.of(0x71, 0x3d, 0xc3, 0x28, 0xff)],
    ['JSON 20,000 levels deep', {}, new TextEncoder().encode('['.repeat(20_000))],
  ];
  const paths: [string, Record<string, string>][] = [
    ['/es', FORM_TYPE],
    ['/en', FORM_TYPE],
    ['/v3/directline/tokens/generate', JSON_TYPE],
    ['/v3/directline/tokens/refresh', JSON_TYPE],
    ['/v3/directline/conversations', JSON_TYPE],
    ['/v3/directline/conversations/ID/activities', JSON_TYPE],
    ['/v3/directline/conversations/ID/upload', JSON_TYPE],
    ['/nowhere', JSON_TYPE],
  ];
  let conversationId: string;
  let token: string;
  beforeAll(async () => {
    const init = { method: 'POST', headers: { Origin: app.url } };
    ({ token, conversationId } = await (
      await fetch(`${app.url}/v3/directline/tokens/generate`, init)
    ).json());
    const headers = { Authorization: `Bearer ${token}` };
    await fetch(`${app.url}/v3/directline/conversations`, { method: 'POST', headers });
  });

  it.each(bodies)('survives %s', async (_name, extra, body) => {
    for (const [path, type] of paths) {
      const headers: Record<string, string> = {
        ...type,
        ...extra,
        Origin: app.url,
        Authorization: `Bearer ${token}`,
      };
      if (path.endsWith('generate')) delete headers.Authorization;
      const answer = await fetch(app.url + path.replace('ID', conversationId), {
        method: 'POST',
        headers,
        body,
      });
      // A refresh has no body that anybody reads; the form takes deep JSON for a form without a question.
      expect(answer.status, path).toBeLessThan(500);
      if (!path.endsWith('refresh')) expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toMatch(/TypeError|SyntaxError|node_modules/);
      const health = await fetch(`${app.url}/healthz`, { signal: AbortSignal.timeout(2_000) });
      expect(health.status).toBe(200);
    }
  });
});

describe('a configured WhatsApp', () => {
  it('is on, and Meta can verify its webhook', async () => {
    const config = readConfig({
      PORT: '0',
      DATABASE_URL: 'memory:',
      WHATSAPP_PHONE_NUMBER_ID: '1234567',
      WHATSAPP_ACCESS_TOKEN: 'access',
      WHATSAPP_APP_SECRET: 'secret',
      WHATSAPP_VERIFY_TOKEN: 'verify',
      WHATSAPP_GRAPH_URL: 'http://127.0.0.1:9',
    });
    const other = await openApp(config, { root: process.cwd(), log: quiet, edition });
    expect(other.channels.find(({ name }) => name === 'WhatsApp')?.on).toBe(true);
    const query = 'hub.mode=subscribe&hub.verify_token=verify&hub.challenge=42';
    expect(await (await fetch(`${other.url}/webhooks/whatsapp?${query}`)).text()).toBe('42');
    expect((await fetch(`${app.url}/webhooks/whatsapp?${query}`)).status).toBe(404);
    await other.stop();
  });
});
