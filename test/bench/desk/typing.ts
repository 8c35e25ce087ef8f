import type { Browser, CDPSession, Page } from 'playwright-core';
import { PASSWORD, type Served } from '../../desk/served.ts';

/** Milliseconds from the key to the painted result, of every key that was typed. */
export async function timeTyping(
  browser: Browser,
  served: Served,
  typed: readonly string[],
  slowdown: number,
): Promise<number[]> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'es-GT' });
  await page.goto(`${served.url}/desk/sign-in`);
  await page.fill('#user', 'ana');
  await page.fill('#password', PASSWORD);
  await page.press('#password', 'Enter');
  await page.waitForSelector('#lookup-box');
  return timeAll(page, typed, slowdown);
}

/** The same on a page that only writes down what was typed: what browser and machine take by themselves. */
export async function timeFloor(
  browser: Browser,
  typed: readonly string[],
  slowdown: number,
): Promise<number[]> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.setContent('<input id="lookup-box"><div id="lookup-results"></div>');
  await page.evaluate(() => {
    const list = document.getElementById('lookup-results')!;
    document.getElementById('lookup-box')!.addEventListener('input', event => {
      const { value } = event.target as HTMLInputElement;
      list.textContent = value;
      list.dataset.for = value;
    });
  });
  return timeAll(page, typed, slowdown);
}

async function timeAll(page: Page, typed: readonly string[], slowdown: number): Promise<number[]> {
  await watch(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  // The first words warm up what is compiled on the way.
  await typeAll(page, session, typed.slice(0, 3));
  const times = await typeAll(page, session, typed.slice(3));
  await page.close();
  return times;
}

interface Watched {
  painted: Map<string, number>;
  pressed: number;
  /** Who is to be told when the list for a text is on the screen. */
  waiting: { wanted: string; tell(painted: number): void } | null;
}

/** Notes in the page when a key was pressed, and when the list for a text was on the screen. */
function watch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const watched: Watched = { painted: new Map(), pressed: 0, waiting: null };
    Object.assign(globalThis, { watched });
    document.addEventListener(
      'keydown',
      event => {
        watched.pressed = event.timeStamp;
      },
      true,
    );
    const list = document.getElementById('lookup-results')!;
    new MutationObserver(() => {
      const text = list.dataset.for ?? '';
      if (watched.painted.has(text)) return;
      // After the next frame was handed over: a task that follows it.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const now = performance.now();
          if (!watched.painted.has(text)) watched.painted.set(text, now);
          if (watched.waiting?.wanted === text) watched.waiting.tell(now);
        };
        port2.postMessage(null);
      });
    }).observe(list, { attributes: true, subtree: true, childList: true });
  });
}

async function typeAll(page: Page, session: CDPSession, typed: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const text of typed) {
    await page.fill('#lookup-box', '');
    await page.evaluate(() => {
      (globalThis as unknown as { watched: Watched }).watched.painted.clear();
      document.getElementById('lookup-box')?.focus();
    });
    let soFar = '';
    for (const key of text) {
      soFar += key;
      await session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, key });
      await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
      const took = await page.evaluate(whenPainted, soFar);
      times.push(took);
    }
  }
  return times;
}

/** Runs in the page: resolves when the list for a text is on the screen. */
function whenPainted(wanted: string): Promise<number> {
  const { watched } = globalThis as unknown as { watched: Watched };
  const at = watched.painted.get(wanted);
  if (at !== undefined) return Promise.resolve(at - watched.pressed);
  return new Promise(resolve => {
    watched.waiting = { wanted, tell: painted => resolve(painted - watched.pressed) };
  });
}
