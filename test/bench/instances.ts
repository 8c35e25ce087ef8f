/**
 * npm run bench -- instances: two instances as real processes on PostgreSQL and a Redis of their own. Conversations
 * write on one instance and listen on the other; Redis is stopped in the middle; webhooks go to both at once. Counts
 * what was lost, doubled or out of order, and shows how long replies took.
 *
 *   --conversations N   default 1000      --messages N   in each, default 4
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { FakeGraph } from '../channel/whatsapp/fake-graph.ts';
import { type Crossed, crossedConversations } from '../instances/crossed.ts';
import { deliveredTwice, whatsAppEnv } from '../instances/twice.ts';
import { ownRedis } from '../redis-server.ts';
import { startService } from '../service-process.ts';
import { createDatabase } from '../services.ts';
import { distinctQuestions, inTurn } from './http/questions.ts';
import { short, table } from './table.ts';

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '1000' },
    messages: { type: 'string', default: '4' },
  },
});
const size = { conversations: Number(values.conversations), messages: Number(values.messages) };
const WEBHOOKS = Math.ceil(size.conversations / 5);

print(`npm run bench -- instances ${process.argv.slice(2).join(' ')}`.trimEnd());
print(`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}\n`);

const [database, redis, graph] = await Promise.all([createDatabase(), ownRedis(), new FakeGraph().listen()]);
const env = {
  REDIS_URL: redis.url,
  DATA_KEY: 'a-key-that-two-instances-share-0001',
  TRUST_PROXY: '1',
  ...whatsAppEnv(graph),
};
const instances = await Promise.all([1, 2].map(() => startService({ database: database.url, env })));
const urls = [instances[0]!.url, instances[1]!.url] as const;
const next = inTurn(distinctQuestions());
const patienceMs = 120_000;

// The first ones pay for what is loaded once.
await crossedConversations({ urls, conversations: 20, messages: 4, next });
const rows = [row('both well', await crossedConversations({ urls, ...size, next, patienceMs }))];
const halfway = () => void redis.stop().then(() => setTimeout(() => void redis.start(), 3_000));
rows.push(
  row('Redis stopped for 3 s', await crossedConversations({ urls, ...size, next, patienceMs, halfway })),
);
print(
  table(
    ['', 'conversations', 'acknowledged', 'lost', 'doubled', 'disordered', 'p50 ms', 'p99 ms', 'last ms'],
    rows,
  ),
);

const twice = await deliveredTwice(urls, graph, WEBHOOKS, next);
print(
  `\n${table(
    ['webhooks delivered to both', 'questions', 'answered', 'doubled', 'faults'],
    [['', ...[twice.questions, twice.answered, twice.doubled, twice.faults.length].map(String)]],
  )}`,
);
const stops = await Promise.all(instances.map(instance => instance.stop()));
print(`\nstopped in ${stops.map(ms => `${short(ms)} ms`).join(' and ')}`);
await Promise.all([redis.stop(), graph.close()]);
await database.drop();

function row(name: string, { times, ...came }: Crossed): string[] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => short(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN);
  const { conversations, acknowledged, lost, doubled, disordered } = came;
  return [
    name,
    ...[conversations, acknowledged, lost, doubled, disordered].map(String),
    at(0.5),
    at(0.99),
    at(1),
  ];
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
