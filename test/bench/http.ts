/**
 * npm run bench -- http: how many turns a second `POST /api/messages` answers (expectReplies), beside a bare botbuilder
 * echo bot on restify, both without an app id and so without tokens; and Direct Line from the POST to the reply on the
 * stream. All servers are up at once and are asked by turns, in short slices, so that whatever else the machine does
 * meets all of them; the ratio is the median over the rounds.
 *
 *   --quick      fewer and shorter slices
 *   --profile    only: where the processor's time goes
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ServerProcess, startEchoBot, startService } from '../service-process.ts';
import { loadDirectLine } from './http/directline-load.ts';
import { type Load, loadMessages } from './http/messages-load.ts';
import { whereTimeGoes } from './http/profile.ts';
import { distinctQuestions, inTurn } from './http/questions.ts';
import { weights } from './http/weights.ts';
import { short, table } from './table.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, profile: { type: 'boolean', default: false } },
});
const SECONDS = values.quick ? 2 : 3;
const ROUNDS = values.quick ? 3 : 7;
const WARM_UP_SECONDS = values.quick ? 3 : 6;
const CONNECTIONS = [20, 200];
const questions = distinctQuestions();

// What was started ends with this program, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
print(`npm run bench -- http ${process.argv.slice(2).join(' ')}`.trimEnd());
print(`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`);
if (values.profile) await profile();
else await compare();

async function compare(): Promise<void> {
  const echo = await startEchoBot();
  const memory = await startService({ database: 'memory:' });
  const durable = await startService({ database: null });
  const contestants: readonly (readonly [string, ServerProcess])[] = [
    ['echo bot', echo],
    ['this service, store in memory', memory],
    ['this service, SQLite (default)', durable],
  ];
  for (const [, server] of contestants) await ask(server, 20, WARM_UP_SECONDS);

  print(`\nPOST /api/messages, ${questions.length} different questions, ${ROUNDS} rounds of ${SECONDS} s\n`);
  const rows: string[][] = [];
  for (const connections of CONNECTIONS) {
    const loads = contestants.map((): Load[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, [, server]] of contestants.entries()) {
        loads[i]!.push(await ask(server, connections, SECONDS));
      }
    }
    for (const [i, [name]] of contestants.entries()) {
      rows.push(row(name, connections, loads[i]!, loads[0]!));
    }
  }
  const head = [
    '',
    'connections',
    'answers/s',
    'of the echo bot',
    'CPU ms each',
    'p50 ms',
    'p99 ms',
    'failed',
  ];
  print(table(head, rows));

  print('\nDirect Line, SQLite, from POST to the reply on the stream\n');
  const streams: string[][] = [];
  for (const visitors of CONNECTIONS) {
    const { rate, cpuMs, p50, p99 } = await loadDirectLine(durable, {
      visitors,
      seconds: SECONDS * 3,
      next: inTurn(questions),
    });
    streams.push([String(visitors), ...[rate, cpuMs, p50, p99].map(short)]);
  }
  print(table(['visitors', 'turns/s', 'CPU ms each', 'p50 ms', 'p99 ms'], streams));
  for (const [, server] of contestants) await server.stop();
  print(`\n${weights()}`);
}

function row(name: string, connections: number, loads: readonly Load[], echo: readonly Load[]): string[] {
  const middle = (of: (load: Load, i: number) => number) => median(loads.map(of));
  const ratio = middle(({ rate }, i) => rate / (echo[i]?.rate ?? Number.NaN));
  const failed = loads.reduce((sum, load) => sum + load.failed + load.empty, 0);
  return [
    name,
    String(connections),
    short(middle(({ rate }) => rate)),
    ratio.toFixed(2),
    short(middle(({ cpuMs }) => cpuMs)),
    short(middle(({ p50 }) => p50)),
    short(middle(({ p99 }) => p99)),
    String(failed),
  ];
}

async function profile(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'igm-profile-'));
  const server = await startService({
    database: null,
    nodeArguments: ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=400'],
  });
  await ask(server, 20, WARM_UP_SECONDS + SECONDS * 3);
  await server.stop();
  print(`\nPOST /api/messages at 20 connections, SQLite\n\n${whereTimeGoes(folder)}`);
  rmSync(folder, { recursive: true });
}

function ask(server: ServerProcess, connections: number, seconds: number): Promise<Load> {
  return loadMessages(server, { connections, seconds, next: inTurn(questions) });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
