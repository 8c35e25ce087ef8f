import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launch } from '../chromium.ts';
import { seedKnowledge, seedSentences } from '../seed.ts';
import { type ServerProcess, startService } from '../service-process.ts';
import { officialWebChat } from './official-webchat.ts';

const BUNDLE = CHROMIUM === null ? null : await officialWebChat();
const SECRET = 'the-secret-of-the-server-whose-page-this-is';
/** The official client waits 3 to 15 s before it connects again. */
const WAIT = { timeout: 45_000 };

describe.skipIf(BUNDLE === null)('the official Web Chat', { timeout: 240_000 }, () => {
  let folder: string;
  let service: ServerProcess;
  let site: Server;
  let origin: string;
  let browser: Browser;
  const abroad: string[] = [];

  const start = (port = 0) =>
    startService({
      database: `file:${join(folder, 'igm.db')}`,
      port,
      env: { DIRECTLINE_SECRET: SECRET, DIRECTLINE_ORIGINS: origin },
    });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'igm-webchat-'));
    site = await serveSite(() => service.url);
    origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    service = await start();
    browser = await launch();
  }, 200_000);
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await service?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(locale: string): Promise<Page> {
    const page = await browser.newPage({ locale, viewport: { width: 480, height: 800 } });
    page.on('request', request => {
      const { hostname, protocol } = new URL(request.url());
      if (hostname !== '127.0.0.1' && !['data:', 'blob:'].includes(protocol)) abroad.push(request.url());
    });
    await page.goto(`${origin}/?locale=${locale}`);
    return page;
  }

  async function ask(page: Page, question: string): Promise<void> {
    const box = page.locator('input[data-id="webchat-sendbox-input"]');
    await box.fill(question, WAIT);
    await box.press('Enter');
  }

  // Web Chat writes each message twice: once to be seen, once for screen readers only.
  const says = (page: Page, text: string) =>
    page.getByText(text, { exact: false }).filter({ visible: true }).last().waitFor(WAIT);

  const bubbles = (page: Page, text: string) =>
    page.locator('.webchat__bubble__content', { hasText: text }).count();

  it('greets, answers word for word in both languages, and offers what comes next as buttons', async () => {
    for (const [locale, question, lang] of [
      ['es-ES', '¿Cuál es la misión del Instituto?', 'es'],
      ['en-US', 'What is the mission of the institute?', 'en'],
    ] as const) {
      const page = await open(locale);
      await says(page, seedSentences()(lang, 'assistant:greeting'));
      await ask(page, question);
      await says(page, mission(lang));
      const option = page.locator('button', { hasText: title('vision', lang) });
      await option.first().waitFor(WAIT);
      await option.first().click();
      await says(page, text('vision', lang));
      // Each answer stands there once.
      expect(await bubbles(page, mission(lang))).toBe(1);
      await page.close();
    }
  });

  it('goes on after a restart of the service, and after the page was loaded again', async () => {
    const page = await open('es-ES');
    await ask(page, '¿Cuál es la misión del Instituto?');
    await says(page, mission('es'));

    const port = Number(new URL(service.url).port);
    await service.kill();
    service = await start(port);
    await ask(page, '¿Y la visión?');
    await says(page, text('vision', 'es'));

    await page.reload();
    await says(page, mission('es'));
    await says(page, text('vision', 'es'));
    await ask(page, 'and in English?');
    await says(page, text('vision', 'en'));
    expect(await bubbles(page, mission('es'))).toBe(1);
    await page.close();
  });

  it('is told that files are not taken, and what can be done instead', async () => {
    const page = await open('es-ES');
    await says(page, seedSentences()('es', 'assistant:greeting'));
    const file = { name: 'pasaporte.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
    await page.locator('input[type="file"]').setInputFiles(file);
    // Web Chat takes a file in its own time; sent before, there would be nothing to send.
    await page.locator('.webchat__attachment-icon--checked').waitFor(WAIT);
    await ask(page, '');
    await says(page, seedSentences()('es', 'assistant:decline.unsupported-media'));
    await page.close();
  });

  it('shows what people write as text, and fetches nothing from elsewhere', async () => {
    const page = await open('es-ES');
    const markup = '<img src=x onerror=alert(1)>';
    await ask(page, markup);
    await says(page, markup);
    await ask(page, '¿Cuál es la misión del Instituto?');
    await says(page, mission('es'));
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(abroad).toEqual([]);
    await page.close();
  });
});

/** The site of somebody who puts the official Web Chat on a page: it holds the secret, its pages do not. */
async function serveSite(serviceUrl: () => string): Promise<Server> {
  const read = (file: string) => readFileSync(new URL(file, import.meta.url));
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
    if (request.method === 'POST' && pathname === '/token') {
      const answer = await fetch(`${serviceUrl()}/v3/directline/tokens/generate`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${SECRET}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          user: { id: 'dl_somebody01' },
          trustedOrigins: [`http://${request.headers.host}`],
        }),
      });
      const { token } = (await answer.json()) as { token: string };
      const body = { token, domain: `${serviceUrl()}/v3/directline`, locale: searchParams.get('locale') };
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
      return;
    }
    const [type, content] =
      pathname === '/'
        ? ['text/html', read('webchat.html')]
        : pathname === '/page.js'
          ? ['text/javascript', read('webchat-page.js')]
          : pathname === '/webchat.js'
            ? ['text/javascript', BUNDLE!]
            : ['text/plain', Buffer.alloc(0)];
    response.writeHead(content.length > 0 ? 200 : 204, { 'Content-Type': type }).end(content);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const entries = () => seedKnowledge().documents.flatMap(document => document.entries);
const entry = (id: string) => entries().find(candidate => candidate.id === id)!;
const text = (id: string, lang: 'es' | 'en') => entry(id).text![lang];
const title = (id: string, lang: 'es' | 'en') => entry(id).title[lang];
const mission = (lang: 'es' | 'en') => text('mision', lang);
