import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { CHROMIUM, launch } from '../chromium.ts';
import { ChatOnPage, startService } from './service.ts';

describe.skipIf(!CHROMIUM)('a conversation in the widget', { timeout: 60_000 }, () => {
  let app: App;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let chat: ChatOnPage;
  const problems: string[] = [];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startService(), launch()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1024, height: 700 } });
    page = await context.newPage();
    page.on('pageerror', error => problems.push(error.message));
    page.on('console', message => {
      if (/Content Security Policy/i.test(message.text())) problems.push(message.text());
    });
    page.on('request', request => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== app.publicUrl && protocol !== 'ws:') problems.push(`foreign: ${request.url()}`);
    });
    chat = new ChatOnPage(page);
  });
  afterEach(async () => {
    await context.close();
    expect(problems.splice(0)).toEqual([]);
  });

  const visit = (lang: 'es' | 'en') => page.goto(`${app.publicUrl}/${lang}`);
  const storage = () => page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));

  it.each([
    ['es', '¿Cuál es la visión?', 'vision', /^Ser la entidad referente/, 'Texto oficial'],
    ['en', 'What is the vision?', 'vision', /^To be the Executive Branch's entity/, 'Unofficial translation'],
  ] as const)(
    'asks and is answered word for word, with source and date (%s)',
    async (lang, question, entry, text, kind) => {
      await visit(lang);
      await chat.open();
      expect(await chat.log.innerText()).toMatch(
        lang === 'es' ? /asistente automático/ : /automatic assistant/,
      );
      const answer = await chat.ask(question);
      expect(await answer.getAttribute('data-entry')).toBe(entry);
      expect(await answer.getAttribute('lang')).toBe(lang);
      expect(await answer.locator('blockquote').textContent()).toMatch(text);
      expect(await answer.locator('blockquote').getAttribute('lang')).toBe(lang);
      expect(await answer.locator('.kind').textContent()).toBe(kind);
      expect(await answer.locator('.source time').getAttribute('datetime')).toBe('2024-01-15');
      expect(await chat.own.locator('.who').textContent()).toBe(lang === 'es' ? 'Usted' : 'You');
      await expect
        .poll(() => chat.own.locator('.state').textContent())
        .toBe(lang === 'es' ? 'Enviado' : 'Sent');
      expect(await context.cookies()).toEqual([]);
    },
  );

  it('shows the same passage in the other language and back, without a word to the server', async () => {
    await visit('en');
    await chat.open();
    const answer = await chat.ask('mission');
    await answer.getByRole('button', { name: 'See in Spanish' }).click();
    await expect.poll(() => answer.locator('blockquote').getAttribute('lang')).toBe('es');
    expect(await answer.locator('blockquote').textContent()).toMatch(
      /^El Instituto Guatemalteco de Migración tiene/,
    );
    expect(await answer.locator('.kind').textContent()).toBe('Texto oficial');
    await answer.getByRole('button', { name: 'Back to English' }).click();
    expect(await answer.locator('blockquote').getAttribute('lang')).toBe('en');
    expect(await chat.own.count()).toBe(1);
  });

  it('goes on by options, each of which leads to what it says, in both languages', async () => {
    for (const lang of ['es', 'en'] as const) {
      await visit(lang);
      await chat.open();
      const list = await chat.ask(lang === 'es' ? '¿cuáles son los objetivos?' : 'what are the objectives?');
      const titles = await list.locator('.way').allTextContents();
      const wanted = [
        'politica-migratoria',
        'control-migratorio',
        'documentos.1',
        'visas-residencias.1',
        'fortalecimiento',
      ];
      expect(titles.length).toBeGreaterThanOrEqual(wanted.length);
      for (const [i, entry] of wanted.entries()) {
        const before = await chat.answers.count();
        await list.locator('.way').nth(i).click();
        await chat.answers.nth(before).waitFor();
        expect([titles[i], await chat.answers.nth(before).getAttribute('data-entry')]).toEqual([
          titles[i],
          entry,
        ]);
      }
      await page.evaluate(() => sessionStorage.clear());
    }
  });

  it('begins with the suggested questions, each of which is answered', async () => {
    for (const lang of ['es', 'en'] as const) {
      await visit(lang);
      await chat.open();
      const questions = chat.host.locator('.greeting .way');
      expect(await questions.count()).toBeGreaterThanOrEqual(3);
      for (let i = 0; i < (await questions.count()); i++) {
        await questions.nth(i).click();
        await chat.answers.nth(i).waitFor();
        expect(await chat.answers.nth(i).getAttribute('data-decision')).toBe('answer');
      }
      await page.evaluate(() => sessionStorage.clear());
    }
  });

  it('takes useful and not useful, and says thanks', async () => {
    await visit('en');
    await chat.open();
    const answer = await chat.ask('mission');
    await answer.locator('.useful').getByRole('button', { name: 'No' }).click();
    await chat.answers.nth(1).waitFor();
    expect(await chat.answers.nth(1).innerText()).toMatch(/sorry/i);
    expect(await answer.locator('.useful').count()).toBe(0);
  });

  it('switches the language and keeps the conversation', async () => {
    await visit('es');
    await chat.open();
    await chat.ask('misión');
    await chat.button('English').click();
    await chat.answers.nth(1).waitFor();
    expect(await chat.answers.nth(0).locator('blockquote').getAttribute('lang')).toBe('es');
    expect(await chat.answers.nth(1).locator('blockquote').getAttribute('lang')).toBe('en');
    expect(await chat.dialog.getAttribute('lang')).toBe('en');
    expect(await (await chat.ask('pasaporte')).getAttribute('lang')).toBe('en');
  });

  it('has its labels and buttons in the language that somebody asked for in their own words', async () => {
    await visit('es');
    await chat.open();
    await chat.ask('misión');
    expect(await (await chat.ask('in english please')).getAttribute('lang')).toBe('en');
    expect(await chat.dialog.getAttribute('lang')).toBe('en');
    await chat.button('Send').waitFor();
    expect(await chat.host.locator('label[for=q]').textContent()).toBe('Your question');
    // What was said before stays as it was, and says in which language it is read aloud.
    const [first, second] = [chat.own.nth(0), chat.own.nth(1)];
    expect([
      await first.locator('.who').textContent(),
      await first.locator('.who').getAttribute('lang'),
    ]).toEqual(['Usted', 'es']);
    expect(await first.locator('.state').getAttribute('lang')).toBe('es');
    expect(await second.locator('.who').getAttribute('lang')).toBe('es');
    await page.reload();
    await chat.open();
    await chat.answers.nth(1).waitFor();
    expect(await chat.dialog.getAttribute('lang')).toBe('en');
  });

  it('warns of intermediaries where procedures come up, and only of what the document allows to say', async () => {
    await visit('es');
    await chat.open();
    const price = await chat.ask('¿cuánto cuesta el pasaporte?');
    expect(await price.locator('.fraud').textContent()).toMatch(/no pide dinero.*no menciona intermediarios/);
    expect(await (await chat.ask('misión')).locator('.fraud').count()).toBe(0);
  });

  it('resumes after a reload, with what was being written', async () => {
    await visit('es');
    await chat.open();
    await chat.ask('¿cuál es la misión?');
    await chat.composer.fill('y la visi');
    const before = await chat.answers.first().innerText();
    await page.reload();
    await chat.open();
    await chat.answers.first().waitFor();
    expect(await chat.answers.first().innerText()).toBe(before);
    expect(await chat.own.count()).toBe(1);
    expect(await chat.composer.inputValue()).toBe('y la visi');
    await chat.composer.fill('');
    const next = await chat.ask('¿y la visión?');
    expect(await next.getAttribute('data-entry')).toBe('vision');
    expect(Object.keys(JSON.parse(await storage())[1])).toEqual([]);
  });

  it('deletes the conversation on the server, after asking', async () => {
    await visit('es');
    await chat.open();
    await chat.ask('¿cuál es la misión?');
    await chat.button('Borrar').click();
    await chat.button('Sí, borrar').click();
    await chat.answers.filter({ hasText: 'Se borró' }).waitFor();
    expect(await chat.log.innerText()).not.toContain('velar');
    expect(await chat.own.count()).toBe(0);
    await page.reload();
    await chat.open();
    await chat.answers.filter({ hasText: 'Se borró' }).waitFor();
    expect(await chat.answers.count()).toBe(1);
  });

  it('leaves nothing to a second person after the quick exit', async () => {
    let neutral: Server | null = null;
    try {
      neutral = createServer((_request, response) => response.end('<!DOCTYPE html><title>neutral</title>ok'));
      await new Promise<void>(resolve => neutral!.listen(0, '127.0.0.1', resolve));
      const elsewhere = `http://127.0.0.1:${(neutral.address() as AddressInfo).port}/`;
      page.removeAllListeners('request'); // this one leads away
      await page.route('**/es', async route => {
        const response = await route.fetch();
        const body = (await response.text()).replace(
          'data-lang="es"',
          `data-lang="es" data-exit="${elsewhere}"`,
        );
        await route.fulfill({ response, body });
      });
      await page.goto('about:blank');
      await visit('es');
      await chat.open();
      await chat.ask('¿cuál es la misión?');
      await chat.composer.fill('estoy escondida en');
      await Promise.all([page.waitForURL(elsewhere), chat.button('Salir rápido').click()]);
      await page.goBack();
      expect(page.url()).toBe('about:blank');
      await visit('es');
      expect(await storage()).toBe('[{},{}]');
      await chat.open();
      expect(await chat.composer.inputValue()).toBe('');
      await chat.ask('hola');
      expect(await chat.answers.count()).toBe(1);
      expect(await chat.log.innerText()).not.toContain('velar');
    } finally {
      neutral?.close();
    }
  });

  it('is used by keyboard alone', async () => {
    await visit('es');
    await chat.launcher.waitFor();
    await chat.launcher.focus();
    await page.keyboard.press('Enter');
    // Not on a phone: focus is where one writes.
    expect(
      await chat.composer.evaluate(
        element => (element.getRootNode() as ShadowRoot).activeElement === element,
      ),
    ).toBe(true);
    await page.keyboard.type('objetivos');
    await page.keyboard.press('Enter');
    await chat.answers.first().waitFor();
    const focused = () =>
      page.evaluate(() => document.querySelector('igm-chat')?.shadowRoot?.activeElement?.textContent ?? '');
    const reach = async (text: string | RegExp) => {
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Shift+Tab');
        if ((await focused()).match(text)) return;
      }
      throw new Error(`the keyboard does not reach ${text}`);
    };
    await reach('Control Migratorio');
    await page.keyboard.press('Space');
    await chat.answers.nth(1).waitFor();
    expect(await chat.answers.nth(1).getAttribute('data-entry')).toBe('control-migratorio');
    await reach('Borrar');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('Sí, borrar');
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Borrar');
    expect(await chat.dialog.evaluate(element => (element as HTMLDialogElement).open)).toBe(true);
    await page.keyboard.press('Escape');
    expect(await chat.dialog.evaluate(element => (element as HTMLDialogElement).open)).toBe(false);
    expect(await focused()).toBe('Pregunte aquí');
    // No trap: the page goes on behind it.
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('A');
  });

  it('says what is wrong with a question, and keeps it', async () => {
    await visit('es');
    await chat.open();
    await chat.composer.press('Enter');
    expect(await chat.composer.getAttribute('aria-invalid')).toBe('true');
    const described = (await chat.composer.getAttribute('aria-describedby'))!.split(' ')[0];
    expect(await chat.host.locator(`#${described}`).textContent()).toBe(
      'Escriba una pregunta y pulse «Enviar».',
    );
    const long = 'a '.repeat(1_500);
    await chat.composer.fill(long);
    await chat.composer.press('Enter');
    expect(await chat.host.locator('#error').textContent()).toMatch(/2000 caracteres/);
    expect(await chat.composer.inputValue()).toBe(long);
    await chat.composer.fill('misión');
    expect(await chat.composer.getAttribute('aria-invalid')).toBeNull();
  });

  it('takes what a person writes for text, whatever it looks like', async () => {
    await visit('es');
    await chat.open();
    const payload =
      '<img src=x onerror="document.title=1"><script>document.title=1</script>{{x}} [a](javascript:1)';
    await chat.ask(payload);
    await page.reload();
    await chat.open();
    await chat.own.first().waitFor();
    expect(await chat.own.locator('.said').textContent()).toBe(payload);
    expect(await chat.host.locator('img, script, a[href^="javascript"]').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
  });
});
