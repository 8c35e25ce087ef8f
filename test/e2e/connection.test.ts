import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSentences } from '../../src/answer/index.ts';
import type { App } from '../../src/app.ts';
import { createAssistant, newDialogue } from '../../src/turn/index.ts';
import { CHROMIUM, launch } from '../chromium.ts';
import { seedEditionOpened, seedLocales } from '../seed.ts';
import { ChatOnPage, startService } from './service.ts';

describe.skipIf(!CHROMIUM)('the widget and its connection', { timeout: 60_000 }, () => {
  let app: App;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let chat: ChatOnPage;
  const folder = mkdtempSync(join(tmpdir(), 'igm-widget-'));
  const durable = { DATABASE_URL: `file:${join(folder, 'igm.db')}` };

  beforeAll(async () => {
    [app, browser] = await Promise.all([startService(durable), launch()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    page = await context.newPage();
    chat = new ChatOnPage(page);
  });
  afterEach(() => context.close());

  const visit = () => page.goto(`${app.publicUrl}/es`);
  /** Until everything is there that answers without a connection, and is kept for the next start. */
  const untilKept = () =>
    expect
      .poll(
        () =>
          page.evaluate(async () => {
            const requests = await Promise.all(
              (await caches.keys()).map(async name => (await caches.open(name)).keys()),
            );
            return requests.flat().filter(({ url }) => /offline|edition\.json|widget\/index/.test(url))
              .length;
          }),
        { timeout: 30_000 },
      )
      .toBe(3);
  /** A phone that cannot answer by itself. */
  async function keepNothing(): Promise<void> {
    await page.addInitScript(() => Object.defineProperty(navigator, 'serviceWorker', { value: undefined }));
    await page.route(/offline|edition\.json/, route => route.abort());
  }
  const state = (at: number) => chat.own.nth(at).locator('.state').textContent();

  it('answers from the document without a connection, and goes on with the conversation when it is back', async () => {
    await visit();
    await chat.open();
    await chat.ask('¿cuáles son los objetivos?');
    await untilKept();
    await context.setOffline(true);
    const second = await chat.ask('el segundo');
    expect(await second.getAttribute('data-entry')).toBe('control-migratorio');
    expect(await second.locator('.origin').textContent()).toMatch(/sin conexión.*15 de enero de 2024/);
    expect(await state(1)).toBe('Respondido en este teléfono, sin enviarlo');
    expect(await chat.dialog.locator('.banner').textContent()).toMatch(/15 de enero de 2024/);
    const danger = await chat.ask('me tienen encerrada y me quitaron el pasaporte');
    expect(await danger.getAttribute('data-decision')).toBe('urgent');
    expect(await danger.locator('a[href="tel:0999"]').count()).toBe(1);
    await context.setOffline(false);
    await chat.dialog.locator('.banner').waitFor({ state: 'hidden' });
    const online = await chat.ask('misión');
    expect(await online.locator('.origin').count()).toBe(0);
    await expect.poll(() => state(3)).toBe('Enviado');
  });

  it('starts without a connection on our own pages, and takes what the form would send', async () => {
    await visit();
    await untilKept();
    await context.setOffline(true);
    await page.reload();
    expect(await page.locator('h1').textContent()).toBe('Pregunte al documento oficial');
    await page.locator('igm-chat .launcher').waitFor();
    await page.fill('[name=q]', '¿cuál es la visión?');
    await page.press('[name=q]', 'Enter');
    await chat.answers.first().waitFor();
    expect(await chat.answers.first().getAttribute('data-entry')).toBe('vision');
    expect(page.url()).toBe(`${app.publicUrl}/es`);
    // Public files only: no question, no conversation.
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname.replace(/[\w-]{12,}/, 'HASH'));
    });
    expect(kept.sort()).toEqual([
      '/assets/icon.HASH.svg',
      '/assets/offline.HASH.js',
      '/assets/pages.HASH.css',
      '/en',
      '/es',
      '/widget.js',
      '/widget/edition.json',
      '/widget/index/HASH',
    ]);
  });

  it('fetches nothing by itself where the phone saves data; a tap fetches it', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
    });
    const asked: string[] = [];
    page.on('request', request => asked.push(new URL(request.url()).pathname));
    await visit();
    await chat.open();
    await chat.ask('misión');
    await page.waitForTimeout(2_500); // longer than the widget waits elsewhere
    expect(asked.filter(path => /offline|edition|sw\.js/.test(path))).toEqual([]);
    await chat.button('Guardar el documento para usarlo sin conexión').click();
    await untilKept();
    await context.setOffline(true);
    expect(await (await chat.ask('visión')).getAttribute('data-entry')).toBe('vision');
  });

  it('decides as the server does, on the same bank', async () => {
    const bank = readFileSync('test/data/tuning.jsonl', 'utf8').trim().split('\n').slice(1);
    const questions = bank.map(line => (JSON.parse(line) as { q: string }).q).filter((_q, i) => i % 4 === 0);
    expect(questions.length).toBeGreaterThan(150);
    const say = createSentences(seedLocales());
    const contacts = { phone: '+50200001111', emergency: '0999' };
    const assistant = createAssistant(seedEditionOpened(), say, contacts);
    const here = questions.map(text => {
      const {
        decision,
        entries,
        reason,
        intent,
        facet,
        lang,
        text: said,
      } = assistant.turn({ text }, newDialogue()).reply;
      return JSON.stringify([decision, entries, reason, intent, facet, lang, said]);
    });
    await visit();
    // As text: what the test runner makes of an import does not run in a page.
    const there = await page.evaluate(`(async () => {
      const script = await (await fetch('/widget.js')).text();
      const core = await import(/\\/assets\\/offline\\.[\\w-]+\\.js/.exec(script)[0]);
      const pack = await (await fetch('/widget/edition.json')).json();
      const assistant = core.openPack(pack, new Uint8Array(await (await fetch(pack.index)).arrayBuffer()));
      return ${JSON.stringify(questions)}.map(text => {
        const dialogue = { ...core.continued(null, []), introduced: false };
        const { reply } = assistant.turn({ text }, dialogue);
        const { decision, entries, reason, intent, facet, lang, text: said } = reply;
        return JSON.stringify([decision, entries, reason, intent, facet, lang, said]);
      });
    })()`);
    expect(there).toEqual(here);
  });

  it('keeps what is written while the server is away, and is answered once when it comes back', async () => {
    await keepNothing();
    await visit();
    await chat.open();
    await chat.ask('¿cuál es la misión?');
    const { port } = new URL(app.url);
    await app.stop();
    await chat.composer.fill('¿y la visión?');
    await chat.composer.press('Enter');
    await expect.poll(() => state(1), { timeout: 20_000 }).toBe('Se enviará cuando vuelva la conexión.');
    expect(await chat.dialog.locator('.banner').textContent()).toContain('0999');
    app = await startService({ ...durable, PORT: port });
    await chat.answers.nth(1).waitFor({ timeout: 40_000 });
    expect(await chat.answers.nth(1).getAttribute('data-entry')).toBe('vision');
    await expect.poll(() => state(1)).toBe('Enviado');
    expect([await chat.own.count(), await chat.answers.count()]).toEqual([2, 2]);
  });

  it('sends again what may have been lost on the way, and it is answered once', async () => {
    let lost = 0;
    await page.route('**/activities', async route => {
      if (route.request().method() !== 'POST' || lost++ > 0) return route.continue();
      await route.fetch(); // the server takes it, and the phone never hears so
      return route.abort();
    });
    await keepNothing();
    await visit();
    await chat.open();
    await chat.composer.fill('misión');
    await chat.composer.press('Enter');
    await chat.answers.first().waitFor({ timeout: 30_000 });
    await expect.poll(() => state(0), { timeout: 20_000 }).toBe('Enviado');
    await chat.ask('visión');
    expect([await chat.own.count(), await chat.answers.count()]).toEqual([2, 2]);
  });

  it('polls where no WebSocket comes through', async () => {
    await page.addInitScript(() => {
      (globalThis as { WebSocket?: unknown }).WebSocket = class {
        constructor() {
          throw new Error('not allowed');
        }
      };
    });
    await visit();
    await chat.open();
    expect(await (await chat.ask('misión')).getAttribute('data-entry')).toBe('mision');
    expect(await (await chat.ask('visión')).getAttribute('data-entry')).toBe('vision');
  });

  it('waits when the server asks it to, and gives a refused message back with what to do', async () => {
    const answers = [
      {
        status: 429,
        headers: { 'Retry-After': '1' },
        json: { error: { code: 'TooManyRequests', message: 'Espere.' } },
      },
      { status: 400, json: { error: { code: 'BadArgument', message: 'No se pudo leer.' } } },
    ];
    let posts = 0;
    await page.route('**/activities', route => {
      const answer = route.request().method() === 'POST' ? answers[posts++] : undefined;
      return answer === undefined ? route.continue() : route.fulfill(answer);
    });
    await visit();
    await chat.open();
    await chat.composer.fill('misión');
    await chat.composer.press('Enter');
    const trouble = chat.own.first().locator('.trouble');
    await trouble.waitFor({ timeout: 15_000 });
    expect(posts).toBe(2);
    expect(await trouble.innerText()).toMatch(/No enviado\. No se pudo leer\./);
    await trouble.getByRole('button', { name: 'Intentar de nuevo' }).click();
    await chat.answers.first().waitFor();
    expect(await chat.own.count()).toBe(1);
    expect(await state(0)).toBe('Enviado');
  });
});
