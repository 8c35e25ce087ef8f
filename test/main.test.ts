import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './channel/doubles.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'igm-main-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts the service as `npm start` does. The first start ever trains the index. */
function start(env: Record<string, string> = {}) {
  const child: ChildProcess = spawn(process.execPath, ['src/main.ts'], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: `file:${join(folder, 'igm.db')}`,
      LOG_LEVEL: 'error',
      PORT: '0',
      ...env,
    },
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', chunk => {
    out += chunk;
  });
  child.stderr?.on('data', chunk => {
    err += chunk;
  });
  const ready = () =>
    until(() => {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${err}`);
      return /Asistente IGM: (http:\S+)\/es/.exec(out)?.[1];
    }, 80_000);
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  return { child, ready, exited, out: () => out, err: () => err };
}

describe('npm start', () => {
  it('serves, refuses a second start on its port, stops when asked, and goes on where it was', {
    timeout: 120_000,
  }, async () => {
    const first = start();
    const url = await first.ready();
    const port = new URL(url).port;
    expect(first.out()).toMatch(/on {3}Website/);
    expect(first.out()).toMatch(/off {2}WhatsApp/);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const asked = await fetch(`${url}/en`, {
      method: 'POST',
      body: new URLSearchParams({ q: 'What is the mission?' }),
    });
    expect(await asked.text()).toContain('data-entry="mision"');

    const second = start({ PORT: port, DATABASE_URL: `file:${join(folder, 'other.db')}` });
    expect((await second.exited)[0]).toBe(1);
    expect(second.err().trim()).toMatch(new RegExp(`^Port ${port} on 127.0.0.1 is taken.*set PORT\\.$`));

    const call = (path: string, init: RequestInit = {}) =>
      fetch(`${url}/v3/directline${path}`, init).then(r => r.json());
    const { token } = await call('/tokens/generate', { method: 'POST', headers: { Origin: url } });
    const headers = { Authorization: `Bearer ${token}` };
    const { conversationId } = await call('/conversations', { method: 'POST', headers });
    const path = `/conversations/${conversationId}/activities`;
    await call(path, {
      method: 'POST',
      headers,
      body: JSON.stringify({ type: 'message', text: 'What is the mission?' }),
    });
    first.child.kill('SIGTERM');
    expect(await first.exited).toEqual([0, null]);

    const again = start({ PORT: port });
    await again.ready();
    const { activities } = await call(path, { headers });
    expect(activities).toHaveLength(3);
    expect(activities[2].channelData.igm.entry).toBe('mision');
    again.child.kill('SIGINT');
    expect(await again.exited).toEqual([0, null]);
  });

  it('says everything that is wrong with the environment at once', async () => {
    const { exited, err } = start({ PORT: 'x', HOST: '0.0.0.0' });
    expect((await exited)[0]).toBe(1);
    expect(err()).toMatch(/2 fault\(s\)[\s\S]*PORT=x: give a number[\s\S]*PUBLIC_URL: is needed/);
  });
});
