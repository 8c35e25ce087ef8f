import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { assistantDouble, quiet, replyTo } from '../channel/doubles.ts';
import { CHROMIUM, launch } from '../chromium.ts';
import { ROOT, seedKnowledge } from '../seed.ts';
import { ChatOnPage } from './service.ts';

const PAYLOAD =
  '"><img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script><style>*{display:none}</style>';
const LINK = '[a](javascript:globalThis.ran=1) javascript:alert(1)';

/** An edition in which everything that somebody writes is hostile: texts, headings, titles, questions. */
function hostileEdition() {
  const both = { es: PAYLOAD, en: PAYLOAD };
  const documents = seedKnowledge().documents.map(document => ({
    ...document,
    title: both,
    shortTitle: both,
    issuer: both,
    entries: document.entries.map(entry => ({
      ...entry,
      section: both,
      title: both,
      label: both,
      text: entry.text && both,
      questions: { es: [`¿${PAYLOAD}?`], en: [`${PAYLOAD}?`] },
    })),
  }));
  const double = assistantDouble();
  const assistant = {
    ...double,
    turn(message: Parameters<typeof double.turn>[0], dialogue: Parameters<typeof double.turn>[1]) {
      const quote = { entry: 'mision', lang: 'es' as const, official: true, text: PAYLOAD, section: PAYLOAD };
      const option = {
        entry: 'vision',
        title: `${PAYLOAD}${LINK}`,
        label: PAYLOAD,
        role: 'follow-up' as const,
      };
      const reply = {
        ...replyTo(message),
        before: [PAYLOAD, LINK],
        after: [PAYLOAD],
        quotes: [quote],
        options: [option],
        citation: {
          document: 'mision-vision-objetivos',
          section: PAYLOAD,
          issued: PAYLOAD,
          edition: PAYLOAD,
        },
        text: PAYLOAD,
      };
      return { reply, dialogue };
    },
  };
  return {
    assistant: () => assistant,
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
}

describe.skipIf(!CHROMIUM)('the widget over hostile knowledge', { timeout: 60_000 }, () => {
  let app: App;
  let browser: Browser;
  beforeAll(async () => {
    const config = readConfig({ PORT: '0', DATABASE_URL: 'memory:', RATE_LIMIT_PER_MINUTE: '0' });
    const edition = hostileEdition() as unknown as NonNullable<Parameters<typeof openApp>[1]['edition']>;
    [app, browser] = await Promise.all([openApp(config, { root: ROOT, log: quiet, edition }), launch()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('shows texts, headings, titles and questions as the text that they are', async () => {
    const page = await browser.newPage();
    await page.goto(`${app.publicUrl}/es`);
    const chat = new ChatOnPage(page);
    await chat.open();
    expect(await chat.host.locator('.greeting .way').first().textContent()).toContain('<script>');
    const answer = await chat.ask('misión');
    expect(await answer.locator('blockquote').textContent()).toBe(PAYLOAD);
    expect(await answer.locator('.heading').textContent()).toBe(PAYLOAD);
    expect(await answer.locator('.source cite').textContent()).toBe(PAYLOAD);
    expect(await answer.locator('.way').textContent()).toBe(`${PAYLOAD}${LINK}`);
    await answer.locator('.way').click();
    await chat.own.nth(1).waitFor();
    expect(await chat.own.nth(1).locator('.said').textContent()).toContain('<script>');
    expect(await chat.host.locator('img, script, style, iframe, a').count()).toBe(0);
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
    await page.close();
  });
});
