import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { type App, openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { quiet } from '../channel/doubles.ts';
import { ROOT } from '../seed.ts';

/** Contacts that are in no text, so that a test sees where they come from. */
export const CONTACTS = { CONTACT_PHONE: '+50200001111', CONTACT_EMERGENCY: '0999' };

/** The whole service over the real knowledge, with everything in memory. */
export function startService(more: Record<string, string> = {}): Promise<App> {
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: 'memory:',
    RATE_LIMIT_PER_MINUTE: '0',
    ...CONTACTS,
    ...more,
  });
  return openApp(config, { root: ROOT, log: quiet });
}

/** The chat on a page, as a person meets it. */
export class ChatOnPage {
  readonly page: Page;
  readonly host: Locator;
  constructor(page: Page) {
    this.page = page;
    this.host = page.locator('igm-chat');
  }

  get launcher(): Locator {
    return this.host.locator('.launcher');
  }
  get dialog(): Locator {
    return this.host.locator('dialog');
  }
  get composer(): Locator {
    return this.host.locator('[data-igm-composer]');
  }
  get log(): Locator {
    return this.host.getByRole('log');
  }
  get own(): Locator {
    return this.host.locator('.bubble.own');
  }
  get answers(): Locator {
    return this.host.locator('.bubble.assistant:not(.greeting)');
  }
  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.composer.waitFor();
  }

  /** Writes and sends, and waits for the answer. */
  async ask(question: string): Promise<Locator> {
    const before = await this.answers.count();
    await this.composer.fill(question);
    await this.composer.press('Enter');
    const answer = this.answers.nth(before);
    await answer.waitFor({ timeout: 10_000 });
    return answer;
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What is wrong with what is shown: axe's findings, targets under 44 px, sideways scrolling. `whole`: with the page
 * around the chat, which takes axe four times as long.
 */
export async function faults(page: Page, whole = false): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async isWhole => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(isWhole ? document : document.querySelector('igm-chat')!);
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(node => `${id}: ${node.html.slice(0, 200)}`),
    );
    const root = document.querySelector('igm-chat')?.shadowRoot;
    for (const control of root?.querySelectorAll('button, textarea, a') ?? []) {
      const { width, height } = control.getBoundingClientRect();
      if (width > 0 && (width < 43.9 || height < 43.9)) {
        found.push(`small (${width} × ${height}): ${control.outerHTML.slice(0, 120)}`);
      }
    }
    for (const box of [document.documentElement, ...(root?.querySelectorAll('dialog, .log') ?? [])]) {
      if (box.scrollWidth > box.clientWidth + 1)
        found.push(`scrolls sideways: ${box.tagName} ${box.scrollWidth} in ${box.clientWidth}`);
    }
    return found;
  }, whole);
}
