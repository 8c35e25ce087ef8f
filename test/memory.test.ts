import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { openApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { distinctQuestions, inTurn } from './bench/http/questions.ts';
import { quiet } from './channel/doubles.ts';
import { ROOT } from './seed.ts';

/**
 * A short form of `npm run bench -- soak --turns 100000`. What a turn holds is some 5 KB: were it kept, it would be
 * 7 MB here, and 500 MB there. Caches that fill up once are some 2 MB.
 */
const WARM_UP = 600;
const TURNS = 1_500;
const AT_ONCE = 10;
const MOST_GROWTH_MB = 4;

it('a turn leaves nothing in memory and no handle open', { timeout: 180_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'igm-memory-'));
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'igm.db')}`,
    RATE_LIMIT_PER_MINUTE: '0',
  });
  const app = await openApp(config, { root: ROOT, log: quiet });
  const next = inTurn(distinctQuestions());
  let asked = 0;

  async function ask(): Promise<void> {
    const activity = {
      type: 'message',
      id: `activity-${asked}`,
      channelId: 'emulator',
      deliveryMode: 'expectReplies',
      conversation: { id: `conversation-${Math.floor(asked++ / 5)}` },
      from: { id: 'somebody' },
      text: next(),
    };
    const answer = await fetch(`${app.url}/api/messages`, { method: 'POST', body: JSON.stringify(activity) });
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
  }
  async function askUntil(total: number): Promise<void> {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (asked < total) await ask();
      }),
    );
  }

  await askUntil(WARM_UP);
  const before = await look();
  await askUntil(WARM_UP + TURNS);
  const after = await look();
  await app.stop();
  rmSync(folder, { recursive: true });
  expect(after.heapMb - before.heapMb).toBeLessThan(MOST_GROWTH_MB);
  expect(after.handles).toBeLessThanOrEqual(before.handles + AT_ONCE);
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use once everything that can go is gone. */
async function look(): Promise<{ heapMb: number; handles: number }> {
  for (let i = 0; i < 3; i++) {
    await new Promise(resolve => setTimeout(resolve, 50));
    collectGarbage();
  }
  const handles = process.getActiveResourcesInfo().filter(name => name !== 'Immediate').length;
  return { heapMb: process.memoryUsage().heapUsed / 1024 / 1024, handles };
}
