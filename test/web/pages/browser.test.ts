import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKnowledge } from '../../../src/knowledge/read-knowledge.ts';
import { type Asked, FormError, MEASURED, type Question } from '../../../src/web/pages/index.ts';
import { CHROMIUM, launch } from '../../chromium.ts';
import { citationOf, EDITION, optionOf, quoteOf, replyOf, type Site, site } from './fixtures.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { documents } = readKnowledge(new URL('../../../knowledge', import.meta.url).pathname);
const [document] = documents;

/** Replies by hand: what is looked at here is how they look. */
function answer({ text, hint, chosen }: Question): Asked {
  const lang = chosen ?? hint;
  if (text === 'limit') return { outcome: 'limited', retryAfterSeconds: 9 };
  if (text === 'urgent')
    return { outcome: 'reply', question: text, reply: replyOf(lang, 'urgent', { before: ['110'] }) };
  const quotes = ['politica-migratoria.1', 'politica-migratoria.2'].map(id => quoteOf(document!, id, lang));
  const options = [
    optionOf(document!, 'documentos.1', lang, 'follow-up'),
    optionOf(document!, 'ficha', lang, 'follow-up'),
  ];
  const citation = citationOf(document!, quotes[0]!.section);
  return {
    outcome: 'reply',
    question: text,
    reply: replyOf(lang, 'answer', { entry: 'politica-migratoria', quotes, options, citation }),
  };
}

/** Puts the pages on a real server. */
async function serve(pages: Site): Promise<Server> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
    const known = pages.routes.some(
      ({ path, method }) => path === incoming.url && method === incoming.method,
    );
    const response = !known
      ? pages.notFound(incoming.url ?? '/')
      : incoming.method === 'POST'
        ? await pages.post(incoming.url!, 'q' in form ? form : new FormError('form-malformed'))
        : await pages.get(incoming.url!, { acceptEncoding: 'br' });
    outgoing.writeHead(response.status, { ...response.headers }).end(response.body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe.skipIf(!CHROMIUM)('the public pages in Chromium', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    const contacts = { phone: '+502 2411 2411', emergency: '110', url: 'https://igm.example/', hours: null };
    const published = () => ({ edition: EDITION, documents });
    const parts = { published, contacts, accuracy: MEASURED, origin: 'http://127.0.0.1' };
    server = await serve(site(answer, parts));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** What is wrong with the page that is shown: axe's findings, targets under 44 px, sideways scrolling. */
  async function faults(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(globalThis.document);
      const found = violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`));
      const controls = [
        ...globalThis.document.querySelectorAll('a:not(.skip), button, input:not([type=hidden])'),
      ];
      for (const control of controls) {
        const { width, height } = control.getBoundingClientRect();
        if (width < 44 || height < 44) found.push(`small (${width} × ${height}): ${control.outerHTML}`);
      }
      // What is hidden from sight is cut to one pixel on purpose.
      for (const { scrollWidth, clientWidth, outerHTML } of globalThis.document.querySelectorAll(
        ':not(thead, thead *)',
      ))
        if (clientWidth > 1 && scrollWidth > clientWidth + 1)
          found.push(`wider than its place (${scrollWidth} in ${clientWidth}): ${outerHTML.slice(0, 80)}`);
      return found;
    });
  }

  async function ask(page: Page, question: string): Promise<void> {
    await page.fill('[name=q]', question);
    await Promise.all([page.waitForNavigation(), page.press('[name=q]', 'Enter')]);
  }

  const STATES: [name: string, path: Record<'es' | 'en', string>, question: string | null][] = [
    ['the document', { es: '/es', en: '/en' }, null],
    ['an answer', { es: '/es', en: '/en' }, 'x'],
    ['danger', { es: '/es', en: '/en' }, 'urgent'],
    ['an error', { es: '/es', en: '/en' }, 'limit'],
    ['how it works', { es: '/es/como-funciona', en: '/en/how-it-works' }, null],
    ['privacy', { es: '/es/privacidad', en: '/en/privacy' }, null],
    ['accessibility', { es: '/es/accesibilidad', en: '/en/accessibility' }, null],
    ['no such page', { es: '/es/nada', en: '/en/nothing' }, null],
  ];

  it.each([
    ['es', 'light', 320],
    ['en', 'dark', 320],
    ['es', 'dark', 1440],
    ['en', 'light', 768],
  ] as const)(
    'are accessible without a finding: %s, %s, %i px',
    { timeout: 60_000 },
    async (lang, colorScheme, width) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 700 } });
      const page = await context.newPage();
      const refused: string[] = [];
      page.on('console', message => {
        if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
      });
      for (const [name, path, question] of STATES) {
        await page.goto(origin + path[lang]);
        if (question !== null) await ask(page, question);
        expect(await faults(page), name).toEqual([]);
      }
      expect(refused).toEqual([]);
      await context.close();
    },
  );

  it('set names and values in columns, and break no figure', async () => {
    const page = await browser.newPage({ viewport: { width: 768, height: 900 } });
    await page.goto(`${origin}/es/como-funciona`);
    const lefts = await page
      .locator('dd')
      .evaluateAll(all => all.map(each => each.getBoundingClientRect().left));
    expect(new Set(lefts).size).toBe(1);
    // A text that goes on in a second line has a box in each.
    const lines = await page.locator('td').evaluateAll(cells =>
      cells.map(cell => {
        const range = new Range();
        range.selectNodeContents(cell);
        return range.getClientRects().length;
      }),
    );
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter(count => count !== 1)).toEqual([]);
    await page.close();
  });

  it('are used without JavaScript, by keyboard, with no question in any address', {
    timeout: 30_000,
  }, async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 320, height: 640 },
    });
    const page = await context.newPage();
    const addresses: string[] = [];
    page.on('request', request => addresses.push(request.url()));
    await page.goto(`${origin}/es`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(page.url()).toBe(`${origin}/es#to_content`);
    await page.keyboard.press('Tab');
    await page.keyboard.type('¿Qué <b>dice</b>?');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    expect(page.url()).toBe(`${origin}/es#answer`);
    expect(await page.locator('#answer').getAttribute('data-decision')).toBe('answer');
    expect(await page.locator('#answer q').textContent()).toBe('¿Qué <b>dice</b>?');
    expect(
      await page.locator('#answer').evaluate(element => element.getBoundingClientRect().top),
    ).toBeLessThan(100);
    await page.locator('#answer nav a').first().click();
    expect(page.url()).toBe(`${origin}/es#documentos.1`);
    expect(await page.locator(':target').getAttribute('id')).toBe('documentos.1');
    expect(addresses.filter(address => /dice|%3C/i.test(address))).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });
});
