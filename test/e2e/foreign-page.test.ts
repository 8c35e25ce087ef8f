import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { CHROMIUM, launch } from '../chromium.ts';
import { type ForeignPage, serveForeignPage } from './embed.ts';
import { ChatOnPage, startService } from './service.ts';

describe.skipIf(!CHROMIUM)("the widget on somebody else's page", { timeout: 60_000 }, () => {
  let app: App;
  let foreign: ForeignPage;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let chat: ChatOnPage;
  const refused: string[] = [];

  beforeAll(async () => {
    foreign = await serveForeignPage(() => app.publicUrl);
    [app, browser] = await Promise.all([startService({ DIRECTLINE_ORIGINS: foreign.origin }), launch()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await foreign?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 800, height: 600 } });
    page = await context.newPage();
    page.on('console', message => {
      if (/Content Security Policy|CORS/i.test(message.text())) refused.push(message.text());
    });
    chat = new ChatOnPage(page);
  });
  afterEach(async () => {
    await context.close();
    expect(refused.splice(0)).toEqual([]);
  });

  it('needs one script tag, and of its policy nothing but our address for scripts and connections', async () => {
    await page.goto(foreign.url);
    await chat.open();
    expect(await (await chat.ask('¿cuál es la misión?')).getAttribute('data-entry')).toBe('mision');
    expect(await page.evaluate(() => document.querySelectorAll('style, link, iframe').length)).toBe(1); // its own
    expect(await page.evaluate(() => [document.cookie, localStorage.length])).toEqual(['', 0]);
  });

  it('looks as it does elsewhere, whatever the rules of the page', async () => {
    const looks = () =>
      page.evaluate(() => {
        const root = document.querySelector('igm-chat')!.shadowRoot!;
        return ['dialog', '.head', '.log', '.bubble', '.who', 'textarea', '.send', '.way'].map(selector => {
          const element = root.querySelector(selector)!;
          const style = getComputedStyle(element);
          const { width, height } = element.getBoundingClientRect();
          const names = [
            'color',
            'backgroundColor',
            'fontFamily',
            'fontSize',
            'letterSpacing',
            'textTransform',
            'float',
            'visibility',
            'opacity',
            'pointerEvents',
            'zIndex',
            'position',
          ] as const;
          return [selector, Math.round(width), Math.round(height), ...names.map(name => style[name])];
        });
      });
    await page.goto(foreign.url);
    await chat.open();
    const hostile = await looks();
    await page.goto(`${app.publicUrl}/es`);
    await chat.open();
    expect(hostile).toEqual(await looks());
  });

  it('answers without a connection while the page is open', async () => {
    await page.goto(foreign.url);
    await page.waitForFunction(
      () => performance.getEntriesByType('resource').some(({ name }) => name.includes('/widget/index/')),
      null,
      { timeout: 20_000 },
    );
    await chat.open();
    await context.setOffline(true);
    expect(await (await chat.ask('visión')).locator('.origin').count()).toBe(1);
    expect(await page.evaluate(async () => (await navigator.serviceWorker?.getRegistrations())?.length)).toBe(
      0,
    );
  });

  it('takes its place, colour and title from the tag, and no colour that cannot be read', async () => {
    const tag = 'data-lang="en" data-position="left" data-color="#ffe100" data-title="Ask <b>us</b>"';
    await page.goto(`${foreign.url}?tag=${encodeURIComponent(tag)}`);
    await chat.open();
    expect(await chat.host.locator('h2').textContent()).toBe('Ask <b>us</b>');
    expect(await chat.dialog.getAttribute('lang')).toBe('en');
    expect((await chat.dialog.boundingBox())!.x).toBeLessThan(40);
    const accent = await chat.host
      .locator('.head')
      .evaluate(element => getComputedStyle(element).backgroundColor);
    expect(accent).not.toBe('rgb(255, 225, 0)');
    expect(accent).toMatch(/^rgb\(1[0-4]\d, \d{2,3}, 0\)$/); // the same yellow, dark enough for white letters
  });
});
