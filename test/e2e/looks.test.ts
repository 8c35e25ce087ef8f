import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { CHROMIUM, launch } from '../chromium.ts';
import { ChatOnPage, faults, startService } from './service.ts';

/** `SHOTS=folder`: keeps pictures of everything that is looked at here. */
const { SHOTS } = process.env;
if (SHOTS) mkdirSync(SHOTS, { recursive: true });

/** Wide screens differ in little but the place of the window: both are looked at by people, one by axe. */
const WIDE = [
  ['es', 'dark', 1440, 900],
  ['en', 'light', 768, 900],
] as const;

type Step = (chat: ChatOnPage, lang: 'es' | 'en') => Promise<unknown>;

/** One after the other on one page: each goes on from the one before. */
const STATES: readonly (readonly [name: string, step: Step])[] = [
  ['closed', chat => chat.launcher.waitFor()],
  ['open', chat => chat.open()],
  ['answer', (chat, lang) => chat.ask(lang === 'es' ? '¿cuál es la misión?' : 'what is the mission?')],
  ['group', (chat, lang) => chat.ask(lang === 'es' ? 'política migratoria' : 'migration policy')],
  [
    'related',
    (chat, lang) => chat.ask(lang === 'es' ? 'cuánto cuesta el pasaporte' : 'how much is a passport'),
  ],
  [
    'urgent',
    (chat, lang) => chat.ask(lang === 'es' ? 'me quieren matar, ayuda' : 'they want to kill me, help'),
  ],
  [
    'error',
    async chat => {
      await chat.composer.fill('x'.repeat(2_100));
      await chat.composer.press('Enter');
      await chat.host.locator('#error').waitFor();
    },
  ],
  [
    'delete',
    async chat => {
      await chat.composer.fill('');
      await chat.button(/^(Borrar|Delete)$/).click();
    },
  ],
  [
    'not sent',
    async chat => {
      await chat.button(/^(No borrar|Do not delete)$/).click();
      await chat.page.route('**/activities', route =>
        route.request().method() === 'POST'
          ? route.fulfill({ status: 400, json: { error: { code: 'x', message: 'No.' } } })
          : route.continue(),
      );
      await chat.composer.fill('?');
      await chat.composer.press('Enter');
      await chat.own.locator('.trouble').waitFor();
    },
  ],
  [
    'offline',
    async (chat, lang) => {
      await chat.page.unroute('**/activities');
      await chat.page.context().setOffline(true);
      await chat.dialog.locator('.banner').waitFor();
      await chat.ask(lang === 'es' ? 'visión' : 'vision');
    },
  ],
];

describe.skipIf(!CHROMIUM)('the widget, looked at', { timeout: 90_000 }, () => {
  let app: App;
  let browser: Browser;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startService(), launch()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function visit(lang: 'es' | 'en', context: BrowserContext): Promise<ChatOnPage> {
    const page = await context.newPage();
    await page.goto(`${app.publicUrl}/${lang}`);
    return new ChatOnPage(page);
  }

  async function shot(page: Page, name: string): Promise<void> {
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }

  it.each([
    ['es', 'light', 320, 640],
    ['en', 'dark', 320, 640],
    ...(SHOTS ? WIDE : WIDE.slice(0, 1)),
  ] as const)('has no finding in any state: %s, %s, %i px', async (lang, colorScheme, width, height) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height } });
    const chat = await visit(lang, context);
    await chat.page.waitForFunction(
      () => performance.getEntriesByType('resource').some(({ name }) => name.includes('/widget/index/')),
      null,
      { timeout: 30_000 },
    );
    for (const [name, step] of STATES) {
      await step(chat, lang);
      await shot(chat.page, `${width}-${lang}-${colorScheme}-${name.replace(' ', '-')}`);
      expect(await faults(chat.page, name === 'closed' || name === 'open'), name).toEqual([]);
    }
    await context.close();
  });

  it('is used at 400 % zoom: everything can be reached, and what has the focus is never hidden', async () => {
    // 1280 × 1024 at 400 %.
    const context = await browser.newContext({ viewport: { width: 320, height: 256 } });
    const chat = await visit('es', context);
    await chat.open();
    await chat.ask('¿cuáles son los objetivos?');
    expect(await faults(chat.page)).toEqual([]);
    await shot(chat.page, 'zoom');
    const hidden: string[] = [];
    for (let i = 0; i < 45; i++) {
      await chat.page.keyboard.press('Tab');
      const fault = await chat.page.evaluate(() => {
        const focused = document.querySelector('igm-chat')?.shadowRoot?.activeElement;
        if (!focused || focused.matches('.log, h2')) return null;
        const { left, top, width, height } = focused.getBoundingClientRect();
        const root = focused.getRootNode() as ShadowRoot;
        const at = root.elementFromPoint(left + Math.min(width, 300) / 2, top + Math.min(height, 200) / 2);
        return at && (focused.contains(at) || at.contains(focused)) ? null : focused.outerHTML.slice(0, 80);
      });
      if (fault) hidden.push(fault);
    }
    expect(hidden).toEqual([]);
    await context.close();
  });

  it('keeps its text apart when people space it out (1.4.12), and with letters twice as big (1.4.4)', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    const chat = await visit('en', context);
    await chat.open();
    await chat.ask('migration policy');
    await chat.page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-bottom: 2em !important } .frame { font-size: 34px !important }`,
      );
      document.querySelector('igm-chat')!.shadowRoot!.adoptedStyleSheets.push(sheet);
    });
    await shot(chat.page, 'spaced');
    const cut = await chat.page.evaluate(() => {
      const root = document.querySelector('igm-chat')!.shadowRoot!;
      return [...root.querySelectorAll('button, p, h2, span, blockquote')]
        .filter(
          element =>
            !element.matches('.off') &&
            element.scrollWidth > element.clientWidth + 2 &&
            element.clientWidth > 0,
        )
        .map(element => element.outerHTML.slice(0, 80));
    });
    expect(cut).toEqual([]);
    await context.close();
  });

  it('is read aloud once: one live region, a speaker and a language for every message', async () => {
    const context = await browser.newContext();
    const chat = await visit('en', context);
    await chat.open();
    await chat.ask('mission');
    const found = await chat.page.evaluate(() => {
      const root = document.querySelector('igm-chat')!.shadowRoot!;
      const live = '[aria-live], [role=log], [role=status], [role=alert], output';
      return {
        live: [...document.querySelectorAll(live), ...root.querySelectorAll(live)].map(({ role }) => role),
        speakers: [...root.querySelectorAll('.bubble')].map(
          bubble => bubble.querySelector('.who')?.textContent,
        ),
        languages: [...root.querySelectorAll('.bubble:not(.own), blockquote')].map(each =>
          each.getAttribute('lang'),
        ),
        label: root.querySelector('label')?.textContent,
        unlabelled: root.querySelectorAll('[aria-label=""]').length,
      };
    });
    expect(found).toEqual({
      live: ['log'],
      speakers: ['Automatic assistant', 'You', 'Automatic assistant'],
      languages: ['en', 'en', 'en'],
      label: 'Your question',
      unlabelled: 0,
    });
    await context.close();
  });

  it('does not move for those who asked for stillness, and does not jump for those who read', async () => {
    const context = await browser.newContext({
      reducedMotion: 'reduce',
      viewport: { width: 360, height: 640 },
    });
    const chat = await visit('es', context);
    await chat.open();
    const animations = await chat.page.evaluate(
      () => document.querySelector('igm-chat')!.shadowRoot!.getAnimations().length,
    );
    expect(animations).toBe(0);
    for (const question of ['política migratoria', 'fortalecimiento']) await chat.ask(question);
    // The answer's beginning is in view, not its end, from the next frame on.
    const top = async () => (await chat.own.last().boundingBox())!.y - (await chat.log.boundingBox())!.y;
    await expect.poll(top, { timeout: 5_000 }).toBeLessThan(60);
    expect(await top()).toBeGreaterThanOrEqual(0);
    // Who has scrolled up to read stays there, and is told.
    await chat.page.route('**/activities', async route => {
      // Once the own message has come into view; the page then hears of the scrolling.
      await chat.log.evaluate(
        log =>
          new Promise<void>(done => {
            const frames = (count: number, then: () => void): unknown =>
              count === 0 ? then() : requestAnimationFrame(() => frames(count - 1, then));
            frames(2, () => {
              log.scrollTo(0, 40);
              frames(2, done);
            });
          }),
      );
      await route.continue();
    });
    await chat.ask('visión');
    expect(await chat.log.evaluate(log => log.scrollTop)).toBeLessThan(60);
    await chat.button('Respuesta nueva').click();
    expect(await chat.log.evaluate(log => log.scrollTop)).toBeGreaterThan(500);
    await context.close();
  });

  it('reads answers aloud with a voice of the phone, and with no other', async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
      const voice = (lang: string, localService: boolean) => ({ lang, localService, name: lang });
      const said: string[] = [];
      Object.defineProperty(globalThis, 'speechSynthesis', {
        value: {
          getVoices: () => [voice('en-US', false), voice('es-ES', true), voice('es-MX', true)],
          speak: ({ text, voice: { lang } }: { text: string; voice: { lang: string } }) =>
            said.push(`${lang} ${text}`),
          cancel: () => said.push('cancelled'),
        },
      });
      Object.assign(globalThis, {
        said,
        SpeechSynthesisUtterance: class {
          text: string;
          constructor(text: string) {
            this.text = text;
          }
        },
      });
    });
    const chat = await visit('es', context);
    await chat.open();
    const spanish = await chat.ask('visión');
    await spanish.getByRole('button', { name: 'Escuchar' }).click();
    await spanish.getByRole('button', { name: 'Detener' }).click();
    const said = await chat.page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
    expect(said).toEqual(['cancelled', expect.stringMatching(/^es-MX Visión\. Ser la entidad/), 'cancelled']);
    const english = await chat.ask('in English: the vision');
    expect(await english.getByRole('button', { name: 'Listen' }).count()).toBe(0);
    await context.close();
  });
});
