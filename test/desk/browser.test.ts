import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../channel/doubles.ts';
import { FakeGraph } from '../channel/whatsapp/fake-graph.ts';
import { CHROMIUM, launch } from '../chromium.ts';
import { channels, visitor, writeOnWhatsApp } from './channels.ts';
import { PASSWORD, type Served, serve } from './served.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Would tell of itself if it were markup anywhere. */
const HOSTILE = `<img src=x onerror="document.title='pwned'">"'&{{7*7}}<script>document.title='pwned'</script>`;

describe.skipIf(!CHROMIUM)('the desk in Chromium', () => {
  let browser: Browser;
  let graph: FakeGraph;
  let whatsapp: ReturnType<typeof channels>;
  let served: Served;
  beforeAll(async () => {
    graph = await new FakeGraph().listen();
    whatsapp = channels(graph);
    served = await serve({ channels: whatsapp.register });
    await whatsapp.start();
    await served.account('ana', ['agent', 'supervisor', 'editor'], `Ana ${HOSTILE}`);
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
    await whatsapp?.stop();
    await graph?.close();
    expect(graph?.faults).toEqual([]);
  });

  async function open(options: Parameters<Browser['newContext']>[0] = {}) {
    const context = await browser.newContext({
      locale: 'es-GT',
      viewport: { width: 1500, height: 900 },
      ...options,
    });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', error => faults.push(error.message));
    page.on('console', message => {
      if (/Content Security Policy|Trusted/i.test(message.text())) faults.push(message.text());
    });
    return { context, page, faults };
  }

  async function signIn(page: Page): Promise<void> {
    await page.goto(`${served.url}/desk`);
    await page.fill('#user', 'ana');
    await page.fill('#password', PASSWORD);
    await Promise.all([page.waitForURL(`${served.url}/desk`), page.press('#password', 'Enter')]);
    await page.waitForSelector('#lookup-box');
  }

  it('finds an entry from the first letters, in both languages, and copies it, all by keyboard', async () => {
    const { context, page, faults } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await signIn(page);
    await page.keyboard.press('/');
    await page.keyboard.type('resid extr');
    const first = page.locator('[role=option]').first();
    await page.locator('[role=option][data-entry="visas-residencias.1"]').first().waitFor();
    expect(await first.getAttribute('data-entry')).toBe('visas-residencias.1');
    const article = page.locator('article.entry');
    expect(await article.getAttribute('data-entry')).toBe('visas-residencias.1');
    expect(await article.locator('blockquote[lang=es]').textContent()).toContain(
      'Emisión de Visas y Residencias',
    );
    expect(await article.locator('blockquote[lang=en]').textContent()).toContain('residence permits');
    expect(await article.locator('mark').count()).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('f');
    const copied = await until(() => page.evaluate(() => navigator.clipboard.readText()));
    expect(copied).toContain('Incrementar bajo un modelo de gestión de calidad');
    expect(copied).toContain('/es#visas-residencias.1');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('lookup-box');
    await page.keyboard.type('bitcoin precio de hoy');
    await page.locator('[data-advice=outside]').waitFor();
    expect(await page.locator('[data-advice=outside] [lang=es]').textContent()).toContain(
      'fuera del documento',
    );
    expect(faults).toEqual([]);
    await context.close();
  }, 60_000);

  it('takes over a conversation of the website and one of WhatsApp, and gives them back', async () => {
    const { context, page, faults } = await open();
    await signIn(page);
    await until(async () => {
      await served.presence.look();
      return served.presence.now() === 'there';
    }, 10_000);
    const person = await visitor(served.url);
    await person.say('quiero hablar con una persona');
    await person.say(`gracias ${HOSTILE}`);
    await writeOnWhatsApp(served.url, 'quiero hablar con una persona');

    const ticket = page.locator(`[data-conversation="${person.conversation}"]`);
    await ticket.getByRole('button', { name: 'Tomar' }).click();
    await page.fill('#answer', 'Buenas tardes.');
    await page.press('#answer', 'Enter');
    await page.locator('.bubble.agent', { hasText: 'Buenas tardes.' }).waitFor();
    await page.fill('#lookup-box', 'vision');
    await page.locator('article.entry[data-entry=vision]').waitFor();
    await page.press('#lookup-box', 'Enter');
    await page.keyboard.press('e');
    await page.locator('.bubble.agent', { hasText: 'Visión' }).waitFor();
    await page.fill('#answer', '¿Algo más?');
    await page.press('#answer', 'Enter');
    await page.getByRole('button', { name: 'Devolver al asistente' }).click();
    await page.locator('.conversation').waitFor({ state: 'detached' });
    const said = (await person.heard()).filter(({ channelData }) => channelData?.igm?.speaker === 'agent');
    expect(said.map(({ text }) => text.split('\n')[0])).toEqual(['Buenas tardes.', 'Visión', '¿Algo más?']);
    await person.say('¿cuál es la misión?');
    await until(async () => (await person.heard()).at(-1)?.channelData?.igm?.entry === 'mision');

    const other = page.locator('.ticket', { hasText: 'WhatsApp' });
    await other.getByRole('button', { name: 'Tomar' }).click();
    for (const text of ['Uno.', 'Dos.']) {
      await page.fill('#answer', text);
      await page.press('#answer', 'Enter');
      await page.locator('.bubble.agent', { hasText: text }).waitFor();
    }
    await page.getByRole('button', { name: 'Cerrar' }).click();
    await page.locator('.conversation').waitFor({ state: 'detached' });
    const order = await until(() => {
      const texts = graph.sent.map(({ text }) => text);
      return texts.some(text => text.includes('cerró')) && texts;
    });
    const at = (part: string) => order.findIndex(text => text.includes(part));
    expect(
      [at('se unió'), at('Uno.'), at('Dos.'), at('cerró')].every((n, i, all) => n > (all[i - 1] ?? -1)),
    ).toBe(true);
    expect(await page.title()).not.toContain('pwned');
    expect(faults).toEqual([]);
    await context.close();
  }, 90_000);

  /** What is wrong with a page: axe's findings, small targets, sideways scrolling. */
  async function faultsOf(page: Page): Promise<string[]> {
    await page.addScriptTag({ content: AXE }).catch(() => page.evaluate(AXE));
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(document);
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(node => `${id}: ${node.html.slice(0, 160)}`),
      );
      for (const control of document.querySelectorAll('a:not(.skip), button, input, select, textarea')) {
        const { width, height } = control.getBoundingClientRect();
        const label = control.closest('label')?.getBoundingClientRect();
        if (width > 0 && Math.max(height, label?.height ?? 0) < 24)
          found.push(`small (${width} × ${height}): ${control.outerHTML.slice(0, 120)}`);
      }
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth > clientWidth) found.push(`scrolls sideways: ${scrollWidth} in ${clientWidth}`);
      return found;
    });
  }

  async function inStates(context: BrowserContext, page: Page, look: (name: string) => Promise<void>) {
    await page.goto(`${served.url}/desk/sign-in`);
    await look('sign-in');
    await page.fill('#user', 'ana');
    await page.fill('#password', 'wrong wrong wrong');
    await page.press('#password', 'Enter');
    await page.waitForSelector('.error');
    await look('sign-in refused');
    await signIn(page);
    await look('desk');
    await page.fill('#lookup-box', 'politica');
    await page.waitForSelector('article.entry');
    await look('results');
    await page.fill('#lookup-box', 'cuánto cuesta el pasaporte');
    await page.waitForSelector('.advice');
    await look('advice');
    for (const path of served.desk.table.filter(route => route.method === 'GET' && route.kind === 'page')) {
      if (path.path.includes(':') || path.path === '/desk') continue;
      await page.goto(served.url + path.path);
      await look(path.path);
    }
    await context.close();
  }

  it.each([
    ['es-GT', 'light', 1500],
    ['en-US', 'dark', 320],
  ] as const)(
    'has no finding: %s, %s, %i px',
    async (locale, colorScheme, width) => {
      const { context, page, faults } = await open({
        locale,
        colorScheme,
        viewport: { width, height: 800 },
        bypassCSP: true,
      });
      await inStates(context, page, async name => {
        expect(await faultsOf(page), name).toEqual([]);
        expect(await page.title(), name).not.toContain('pwned');
      });
      expect(faults).toEqual([]);
    },
    120_000,
  );
});
