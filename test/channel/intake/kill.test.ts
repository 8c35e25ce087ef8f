import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntake } from '../../../src/channel/intake/index.ts';
import { openStore } from '../../../src/store/index.ts';
import { incoming, intakeParts, until } from '../doubles.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'igm-kill-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const child = fileURLToPath(new URL('kill-child.ts', import.meta.url));

describe('a process that is killed', () => {
  it.each(['turn', 'reply'])('(%s) leaves a message that is answered, and answered once', async moment => {
    const url = `file:${join(folder, `${moment}.db`)}`;
    const [, signal] = await once(
      spawn(process.execPath, [child, url, moment], { stdio: 'inherit' }),
      'exit',
    );
    expect(signal).toBe('SIGKILL');

    const store = await openStore(url);
    expect(await store.highWatermark('c1')).toBe(moment === 'turn' ? 1 : 2);
    const intake = createIntake(await intakeParts({ store, worker: 'alone' }));
    await intake.start();
    await until(async () => (await store.highWatermark('c1')) >= 2);
    const again = await intake.accept(incoming('hola', { key: 'k1' }));
    await intake.stop(2_000);
    expect(again.duplicate).toBe(true);
    const log = await store.activitiesAfter('c1', 0);
    expect(log.map(({ id }) => id)).toEqual(['c1|0000001', 'c1|0000001.1']);
    await store.close();
  });
});
