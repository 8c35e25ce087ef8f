import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { CHROMIUM, launch } from '../chromium.ts';
import { ChatOnPage, startService } from './service.ts';

/** Exchanges after which the next message begins a new stretch of the log (`STRETCH` in `transcript.ts`). */
const EXCHANGES = 10;

/** What the browser says of an element that it has to lay out anew, and why. */
interface Relayout {
  readonly name: string;
  readonly args: { readonly data?: { readonly reason?: string } };
}

describe.skipIf(!CHROMIUM)('a long conversation', { timeout: 60_000 }, () => {
  let app: App;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startService(), launch()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('takes a new message without a look at all that was said before', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    const chat = new ChatOnPage(page);
    await page.goto(`${app.publicUrl}/es`);
    await chat.open();
    // Answers with several passages, which are numbered.
    for (let i = 0; i < EXCHANGES; i++) await chat.ask('política migratoria');
    const stretches = chat.host.locator('.stretch');
    expect(await stretches.count()).toBe(1);
    expect(await chat.log.locator('ol > li').count()).toBeGreaterThan(EXCHANGES);
    await browser.startTracing(page, {
      categories: ['disabled-by-default-devtools.timeline.invalidationTracking'],
    });
    await chat.ask('¿cuál es la visión?');
    const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: Relayout[] };
    expect(await stretches.count()).toBe(2);
    const reasons = traceEvents
      .filter(({ name }) => name === 'LayoutInvalidationTracking')
      .map(({ args }) => args.data?.reason);
    expect(reasons).toContain('Added to layout');
    // The numbers of all lists of the conversation, told anew because a part of it was set apart.
    expect(reasons.filter(reason => reason === 'List value change')).toEqual([]);
  });
});
