import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RETENTION } from '../src/app/pages.ts';
import { type App, openApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { readKnowledge } from '../src/knowledge/index.ts';
import { KEEP } from '../src/store/retention.ts';
import { assistantDouble, quiet } from './channel/doubles.ts';

let app: App;
const double = assistantDouble();
const edition = {
  assistant: () => double,
  published: () => ({ edition: 'sha256:double', documents: readKnowledge('knowledge').documents }),
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
    });
  });
});
