/**
 * npm run bench -- sockets: 1,000 open WebSockets on one instance and 50 messages a second, from the POST to the
 * reply on the stream; beside a bare botbuilder echo bot that gets the same 50 messages a second in the same run, from
 * the POST to its reply in the response. By turns, in slices, so that whatever else the machine does meets both.
 *
 *   --sockets N   default 1000      --rate N   messages a second, default 50      --seconds N   a slice, default 10
 */
import { randomUUID } from 'node:crypto';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startEchoBot, startService } from '../service-process.ts';
import { enter } from './http/directline-load.ts';
import { distinctQuestions, inTurn } from './http/questions.ts';
import { short, table } from './table.ts';

const { values } = parseArgs({
  options: {
    sockets: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '10' },
  },
});
const SOCKETS = Number(values.sockets);
const RATE = Number(values.rate);
const SECONDS = Number(values.seconds);
const ROUNDS = 5;
const OPENING = 40;

print(`npm run bench -- sockets ${process.argv.slice(2).join(' ')}`.trimEnd());
print(`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}\n`);

const echo = await startEchoBot();
const service = await startService({ database: null, env: { TRUST_PROXY: '1' } });
const next = inTurn(distinctQuestions());
const people: Awaited<ReturnType<typeof enter>>[] = [];
while (people.length < SOCKETS) {
  const some = Array.from({ length: Math.min(OPENING, SOCKETS - people.length) }, (_, i) => {
    const n = people.length + i;
    return enter(service.url, { 'X-Forwarded-For': `10.0.${n >> 8}.${n & 255}` });
  });
  people.push(...(await Promise.all(some)));
}

const ours = (n: number) => people[(n * 7) % people.length]!.post(next());
const theirs = async () => {
  const body = JSON.stringify({
    type: 'message',
    id: randomUUID(),
    channelId: 'emulator',
    serviceUrl: 'http://127.0.0.1:9',
    deliveryMode: 'expectReplies',
    conversation: { id: randomUUID() },
    from: { id: 'person' },
    recipient: { id: 'bot' },
    text: next(),
  });
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${echo.url}/api/messages`, { method: 'POST', headers, body });
  if (!(await answer.text()).includes('"activities"')) throw new Error('the echo bot did not answer');
};

await slice(ours);
await slice(theirs);
const [own, bare]: [number[], number[]] = [[], []];
const ratios: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const [b, o] = [await slice(theirs), await slice(ours)];
  bare.push(...b);
  own.push(...o);
  ratios.push(quantile(o, 0.99) / quantile(b, 0.99));
}
const row = (name: string, times: number[]) => [
  name,
  String(times.length),
  ...[0.5, 0.95, 0.99, 1].map(share => short(quantile(times, share))),
];
print(
  table(
    [`${RATE} messages a second`, 'replies', 'p50 ms', 'p95 ms', 'p99 ms', 'last ms'],
    [row('echo bot, in the response', bare), row(`this service, ${SOCKETS} streams open`, own)],
  ),
);
print(
  `\np99 to p99 of the echo bot: ${short(quantile(own, 0.99) / quantile(bare, 0.99))}; ${ROUNDS} rounds: ${ratios.map(short).join(', ')}`,
);
print(`memory ${short(service.size().rss)} MB, ${service.size().handles} open files`);
for (const { close } of people) close();
await service.stop();
await echo.stop();

/** One message every so often, whether the last reply is there or not. Milliseconds each took. */
async function slice(ask: (n: number) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  const under: Promise<void>[] = [];
  const start = performance.now();
  for (let n = 0; n < RATE * SECONDS; n++) {
    const wait = start + (n * 1000) / RATE - performance.now();
    if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait));
    const sent = performance.now();
    under.push(ask(n).then(() => void times.push(performance.now() - sent)));
  }
  await Promise.all(under);
  return times;
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))] ?? Number.NaN;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
