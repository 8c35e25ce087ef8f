import { type Browser, chromium } from 'playwright-core';
import { chromium as findBrowser } from './services.ts';

/** Path of the browser, null where there is none; then a line has been printed that says so. */
export const CHROMIUM = findBrowser();

/** Starts it as every test and benchmark does: in a container, and without a word to anybody outside. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
