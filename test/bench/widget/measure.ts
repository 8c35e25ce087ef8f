import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { type Contestant, IN_REPLY, QUESTION } from './contestants.ts';

/** As Chromium's developer tools have them: milliseconds each way and back, kilobits a second. */
export const NETWORKS = {
  'Slow 3G': { latency: 2_000, kbps: 400 },
  'Fast 3G': { latency: 562.5, kbps: 1_440 },
} as const;
export type Network = keyof typeof NETWORKS;

/** A cheap phone against the machine that measures. */
export const CPU_SLOWDOWN = 4;
const PHONE = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true } as const;

const REPLY_MS = 60_000;

/** Of one visit. Times in milliseconds since the navigation began. */
export interface Visit {
  readonly usable: number;
  /** NaN where none came within a minute. */
  readonly reply: number;
  /** What was transferred until it was usable: kilobytes (1,024) on the wire, requests. */
  readonly kilobytes: number;
  readonly requests: number;
  /** Total blocking time until it was usable: of every task, what is over 50 ms. */
  readonly blocking: number;
}

export async function onPhone(
  browser: Browser,
  network: Network | null,
  work: (page: Page, cdp: CDPSession) => Promise<void>,
): Promise<void> {
  const context: BrowserContext = await browser.newContext(PHONE);
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    if (network !== null) {
      const { latency, kbps } = NETWORKS[network];
      const throughput = (kbps * 1_000) / 8;
      await cdp.send('Network.emulateNetworkConditions', {
        offline: false,
        latency,
        downloadThroughput: throughput,
        uploadThroughput: throughput,
      });
    }
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    await work(page, cdp);
  } finally {
    await context.close();
  }
}

/** Opens a page, clicks on sight what has to be clicked, writes, sends, and waits for the reply. */
export async function visit(browser: Browser, contestant: Contestant, network: Network): Promise<Visit> {
  let made: Visit | null = null;
  await onPhone(browser, network, async (page, cdp) => {
    const traffic = trafficOf(cdp);
    await page.addInitScript(driver(contestant));
    await page.goto(contestant.url, { waitUntil: 'commit', timeout: 60_000 });
    const read = () => page.evaluate(() => (globalThis as unknown as { measured: Measured }).measured);
    await page.waitForFunction(
      () => (globalThis as unknown as { measured: Measured }).measured?.usable > 0,
      null,
      {
        timeout: 90_000,
        polling: 100,
      },
    );
    const { kilobytes, requests } = traffic();
    const replied = page.waitForFunction(
      () => (globalThis as unknown as { measured: Measured }).measured.reply > 0,
      null,
      { timeout: REPLY_MS, polling: 100 },
    );
    const came = await replied.then(
      () => true,
      () => false, // a peer whose reply has not come in this time is shown with a dash
    );
    const { usable, reply, tasks } = await read();
    const blocking = tasks
      .filter(([start]) => start < usable)
      .reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0);
    made = { usable, reply: came ? reply : Number.NaN, kilobytes, requests, blocking };
  });
  return made!;
}

interface Measured {
  usable: number;
  reply: number;
  /** Long tasks: when they began, how long they took. */
  tasks: [start: number, duration: number][];
}

/** Runs in the page. It looks 40 times a second, and itself takes less than a millisecond to do so. */
function driver({ find, open, send, said }: Contestant): string {
  return `(() => {
    const measured = (globalThis.measured = { usable: 0, reply: 0, tasks: [] });
    let next = 0;
    new PerformanceObserver(list => {
      for (const { startTime, duration } of list.getEntries()) measured.tasks.push([startTime, duration]);
    }).observe({ type: 'longtask', buffered: true });
    const timer = setInterval(() => {
      if (measured.usable === 0) {
        const input = ${find};
        if (!input || input.getClientRects().length === 0) { ${open}; }
        const found = ${find};
        if (!found || found.getClientRects().length === 0) return;
        measured.usable = performance.now();
      }
      // Some take text before they can send it: what has not come to be in the conversation is sent again.
      if (!(${said})?.includes(${JSON.stringify(QUESTION)}) && performance.now() > next) {
        next = performance.now() + 1_000;
        const input = ${find}; const text = ${JSON.stringify(QUESTION)};
        if (input) { ${send}; }
      } else if ((${said})?.includes(${JSON.stringify(IN_REPLY)})) {
        measured.reply = performance.now();
        clearInterval(timer);
      }
    }, 25);
  })()`;
}

/** What has come over the wire so far. The browser's own request for an icon is left out. */
function trafficOf(cdp: CDPSession): () => { kilobytes: number; requests: number } {
  const counted = new Set<string>();
  let bytes = 0;
  let requests = 0;
  cdp.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    if (type === 'Preflight' || request.method === 'OPTIONS' || request.url.endsWith('/favicon.ico')) return;
    counted.add(requestId);
    requests++;
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (counted.has(requestId)) bytes += encodedDataLength;
  });
  return () => ({ kilobytes: bytes / 1_024, requests });
}

/** The page whose composer is the server's own form: what is asked comes back as a page. */
export async function visitForm(browser: Browser, url: string, network: Network): Promise<Visit> {
  let made: Visit | null = null;
  await onPhone(browser, network, async (page, cdp) => {
    const traffic = trafficOf(cdp);
    await page.addInitScript(
      driver({
        name: '',
        url,
        find: 'document.querySelector("[name=q]")',
        open: '',
        send: '',
        said: JSON.stringify(QUESTION),
      }),
    );
    const began = performance.now();
    await page.goto(url, { waitUntil: 'commit', timeout: 60_000 });
    await page.waitForFunction(
      () => (globalThis as unknown as { measured: Measured }).measured?.usable > 0,
      null,
      {
        polling: 50,
      },
    );
    const { kilobytes, requests } = traffic();
    const { usable, tasks } = await page.evaluate(
      () => (globalThis as unknown as { measured: Measured }).measured,
    );
    await page.evaluate(question => {
      const input = document.querySelector<HTMLInputElement>('[name=q]')!;
      input.value = question;
      input.form!.requestSubmit();
    }, QUESTION);
    await page.locator('#answer').filter({ hasText: IN_REPLY }).waitFor({ timeout: 60_000 });
    const blocking = tasks
      .filter(([start]) => start < usable)
      .reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0);
    made = { usable, reply: performance.now() - began, kilobytes, requests, blocking };
  });
  return made!;
}
