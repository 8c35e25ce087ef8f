import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../doubles.ts';
import { FakeGraph } from './fake-graph.ts';
import { notification, signature, text } from './payloads.ts';

const CHILD = fileURLToPath(new URL('kill-child.ts', import.meta.url));

let graph: FakeGraph;
let folder: string;
let children: ChildProcess[];
beforeEach(async () => {
  graph = await new FakeGraph().listen();
  folder = mkdtempSync(join(tmpdir(), 'igm-whatsapp-'));
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map(kill));
  await graph.close();
  rmSync(folder, { recursive: true });
  expect(graph.faults).toEqual([]);
});

async function start(): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [CHILD, `file:${join(folder, 'igm.db')}`, graph.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { url: line.toString().trim(), child };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

function post(url: string, ...messages: unknown[]): Promise<Response> {
  const raw = JSON.stringify(notification(messages));
  return fetch(`${url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'X-Hub-Signature-256': signature(raw) },
    body: raw,
  });
}

const QUESTIONS = ['uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis'].map((words, i) =>
  text(words, { from: `5025555000${i % 3}` }),
);

async function everyQuestionOnce(): Promise<void> {
  await until(() => graph.sent.length >= QUESTIONS.length, 40_000);
  await new Promise(resolve => setTimeout(resolve, 200));
  const said = graph.sent.map(sent => sent.text.split('\n')[0]);
  expect(said.toSorted()).toEqual(QUESTIONS.map(({ text }) => `reply to: ${text.body}`).toSorted());
}

describe('a process that is killed', { timeout: 90_000 }, () => {
  it('between the 200 and the send leaves questions that are answered, each once', async () => {
    graph.readAnswer = 'hang'; // what a send waits for
    const first = await start();
    for (const question of QUESTIONS) expect((await post(first.url, question)).status).toBe(200);
    await kill(first.child);
    expect(graph.sent).toHaveLength(0);

    graph.readAnswer = 'ok';
    const second = await start();
    // Meta has not seen every 200 and repeats itself.
    for (const question of QUESTIONS) await post(second.url, question);
    await everyQuestionOnce();
  });

  it('while Meta fails and a call is under way leaves questions that are answered, each once', async () => {
    graph.next.push('hang');
    graph.always = { status: 500 };
    const first = await start();
    await post(first.url, ...QUESTIONS);
    await until(() => graph.order.filter(kind => kind === 'send').length >= 5, 40_000);
    await kill(first.child);
    expect(graph.sent).toHaveLength(0);

    graph.always = null;
    await start();
    await everyQuestionOnce();
  });
});
