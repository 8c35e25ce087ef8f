import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, findChromium } from './services.ts';

/**
 * Sees to it that the end-to-end tests find a Chromium. Where there is none and this machine can be given one
 * (Debian or its kin, run as root), installs it and says so; elsewhere says what is missing.
 */
export function installChromium(say: (line: string) => void): void {
  const found = findChromium();
  if (found !== null) {
    say(`found: ${found}`);
    return;
  }
  const isDebian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
  if (isDebian && process.getuid?.() === 0) {
    apt(say, 'update');
    apt(say, 'install', '--no-install-recommends', 'chromium');
  }
  try {
    if (chromium() !== null) say(`installed: ${findChromium()}`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error)); // required: the tests that need it fail, and say why
  }
}

function apt(say: (line: string) => void, ...args: readonly string[]): void {
  say(`installing Chromium: apt-get -y ${args.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('/usr/bin/apt-get', ['-y', '-q', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
  if (status !== 0) say(`apt-get ${args[0]} ended with ${status}.`);
}
