/**
 * npm run bench -- soak: an hour of questions at 20 a second, as fast as the service takes them, over the website's
 * form and Direct Line (a stream each, five questions, then somebody else comes). Shows memory, open files and the
 * size of the store at the start, in the middle and at the end, and how long a stop under that load takes.
 *
 *   --turns N   default 72000
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ServerProcess, startService } from '../service-process.ts';
import { enter } from './http/directline-load.ts';
import { distinctQuestions, inTurn } from './http/questions.ts';
import { short, table } from './table.ts';

const { values } = parseArgs({ options: { turns: { type: 'string', default: '72000' } } });
const TURNS = Number(values.turns);
const WARM_UP = Math.min(3_000, Math.ceil(TURNS / 10));
const VISITORS = 30;
const A_CONVERSATION = 5;

print(`npm run bench -- soak ${process.argv.slice(2).join(' ')}`.trimEnd());
print(`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}\n`);

const folder = mkdtempSync(join(tmpdir(), 'igm-soak-'));
const server = await startService({ database: `file:${join(folder, 'igm.db')}` });
const next = inTurn(distinctQuestions());
let asked = 0;
let failed = 0;

await until(WARM_UP);
const rows: string[][] = [];
const start = performance.now();
for (const [moment, share] of [
  ['start', 0],
  ['a quarter', 0.25],
  ['middle', 0.5],
  ['three quarters', 0.75],
  ['end', 1],
] as const) {
  await until(WARM_UP + Math.round(TURNS * share));
  rows.push(await look(moment, server));
}
const seconds = (performance.now() - start) / 1000;
print(table(['', 'turns', 'memory MB', 'heap MB', 'open files', 'store MB', 'lag p99 ms'], rows));
print(`\n${short(TURNS / seconds)} turns a second over ${Math.round(seconds)} s, ${failed} failed`);

// Stop in the middle of it: those who are at work get their answer or a refusal, nobody waits for ever.
let stopped = false;
const load = Promise.all(Array.from({ length: VISITORS }, () => visitor(() => !stopped)));
await new Promise(resolve => setTimeout(resolve, 2_000));
const ms = await server.stop();
stopped = true;
await load;
print(`a stop under this load took ${short(ms)} ms`);
rmSync(folder, { recursive: true });

/** Asks until so many turns were asked in all. */
async function until(total: number): Promise<void> {
  await Promise.all(Array.from({ length: VISITORS }, () => visitor(() => asked < total)));
}

/** One visitor after the other, half of them through the form. */
async function visitor(goOn: () => boolean): Promise<void> {
  for (let n = 0; goOn(); n++) {
    try {
      await (n % 2 === 0 ? stream(goOn) : form(goOn));
    } catch {
      if (goOn()) failed++;
    }
  }
}

async function stream(goOn: () => boolean): Promise<void> {
  const { post, close } = await enter(server.url);
  try {
    for (let i = 0; i < A_CONVERSATION && goOn(); i++) {
      asked++;
      await within(10_000, post(next()));
    }
  } finally {
    close();
  }
}

async function form(goOn: () => boolean): Promise<void> {
  for (let i = 0; i < A_CONVERSATION && goOn(); i++) {
    asked++;
    const body = new URLSearchParams({ q: next() });
    const answer = await fetch(`${server.url}/es`, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(10_000),
    });
    await answer.text();
    if (!answer.ok) failed++;
  }
}

async function within<T>(limit: number, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(randomUUID())), limit).unref(),
  );
  return Promise.race([work, late]);
}

async function look(moment: string, { url, size }: ServerProcess): Promise<string[]> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const metric = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]);
  const { rss, handles } = size();
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  return [
    moment,
    String(asked),
    short(rss),
    short(metric('nodejs_heap_size_used_bytes') / 2 ** 20),
    String(handles),
    short(bytes / 2 ** 20),
    short(metric('nodejs_eventloop_lag_p99_seconds') * 1000),
  ];
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
