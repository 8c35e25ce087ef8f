import type { Browser } from 'playwright-core';
import { QUESTION } from './contestants.ts';
import { CPU_SLOWDOWN, onPhone } from './measure.ts';

/** How a conversation of many messages bears a new one. Milliseconds. */
export interface LongConversation {
  readonly messages: number;
  /** The longest task while each of the new messages came in, worst first. */
  readonly longest: readonly number[];
}

/** Enough to begin a new stretch of the log (`STRETCH` in `transcript.ts`) twice. */
const NEW_MESSAGES = 12;

/**
 * Fills a conversation through the service itself, opens it, and writes some more: the longest task of each exchange.
 * The conversation is read at full speed, the new messages come at the speed of a phone.
 */
export async function longConversation(
  browser: Browser,
  service: string,
  messages: number,
): Promise<LongConversation> {
  const longest: number[] = [];
  let shown = 0;
  await onPhone(browser, null, async (page, cdp) => {
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await page.goto(`${service}/es`);
    const chat = page.locator('igm-chat');
    const bubbles = chat.locator('.bubble:not(.greeting)');
    await chat.locator('.launcher').click();
    await chat.locator('[data-igm-composer]').fill('misión');
    await chat.locator('[data-igm-composer]').press('Enter');
    await bubbles.nth(1).waitFor();
    await page.evaluate(fill, { questions: Math.ceil(messages / 2) - 1 });
    await page.waitForFunction(
      count => document.querySelector('igm-chat')!.shadowRoot!.querySelectorAll('.bubble').length > count,
      messages,
      { timeout: 120_000, polling: 250 },
    );
    shown = await bubbles.count();
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    longest.push(...(await page.evaluate(exchange, { count: NEW_MESSAGES, text: QUESTION })));
  });
  return { messages: shown, longest: longest.sort((a, b) => b - a) };
}

/**
 * Runs in the page, as a whole: a tool that looks from outside whether an answer has come would be measured with it.
 * Of each exchange, the longest task; 0 where none was over 50 ms, for shorter ones are not told.
 */
async function exchange({ count, text }: { count: number; text: string }): Promise<number[]> {
  const root = document.querySelector('igm-chat')!.shadowRoot!;
  const input = root.querySelector<HTMLTextAreaElement>('[data-igm-composer]')!;
  const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
  let tasks: number[] = [];
  new PerformanceObserver(list => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
  });
  const longest: number[] = [];
  for (let i = 0; i < count; i++) {
    await pause(1_000);
    tasks = [];
    const newest = () => root.querySelector('.log')!.lastElementChild!.lastElementChild!;
    const before = newest();
    input.value = text;
    input.form!.requestSubmit();
    while (newest() === before || newest().classList.contains('own')) await pause(50);
    await pause(500);
    longest.push(Math.max(0, ...tasks));
  }
  return longest;
}

/** Runs in the page: asks through Direct Line what a person would have asked over a day. */
async function fill({ questions }: { questions: number }): Promise<void> {
  const saved = JSON.parse(Object.values({ ...sessionStorage })[0]!) as {
    conversation: { id: string; token: string };
  };
  const { id, token } = saved.conversation;
  const asked = [
    'misión',
    'visión',
    'política migratoria',
    'cuánto cuesta el pasaporte',
    'control migratorio',
  ];
  for (let i = 0; i < questions; i++) {
    await fetch(`/v3/directline/conversations/${id}/activities`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'message', text: asked[i % asked.length] }),
    });
  }
}
