import { short, table } from '../table.ts';

/** What one message costs, as measured. */
export interface Costs {
  readonly cpuMs: number;
  readonly databaseMs: number;
  readonly walKb: number;
  readonly transactions: number;
  readonly redisCommands: number;
  readonly redisUs: number;
  readonly hintUs: number;
}

const RATES = [10, 1_000, 100_000];
/** Each message gives two hints: it was kept, it was answered. */
const HINTS = 2;
/** A database server of the plan: its cores for queries, and what its disk takes. */
const DATABASE_CORES = 8;
const DISK_MB = 200;
/** Nothing is planned to be busier than this, so that a burst or a lost machine is no outage. */
const BUSY = 0.6;
const MESSAGES = 100_000;

/** What is needed at each rate, what is busiest, and how long a reply would take: simulated from the costs. */
export function plan(costs: Costs): string {
  const rows = RATES.map(rate => {
    const hearsAll = instancesFor(rate, costs, rate * HINTS);
    // With streams routed to the instance that owns their bucket, an instance hears of its own only.
    const hearsOwn = instancesFor(rate, costs, 0);
    const shards = Math.max(
      1,
      Math.ceil(
        Math.max(
          (rate * costs.databaseMs) / 1000 / (DATABASE_CORES * BUSY),
          (rate * costs.walKb) / 1024 / (DISK_MB * BUSY),
        ),
      ),
    );
    const instances = Number.isFinite(hearsAll) ? hearsAll : hearsOwn;
    const waits = simulate(rate, instances, shards, costs);
    return [
      String(rate),
      Number.isFinite(hearsAll) ? String(hearsAll) : 'none is enough',
      String(hearsOwn),
      String(shards),
      short((rate * costs.redisUs) / 1e4),
      short((rate * costs.walKb) / 1024),
      short(waits.p50),
      short(waits.p99),
    ];
  });
  const head = [
    'messages a second',
    'instances (1 core)',
    'by bucket',
    'PostgreSQL, 8 cores',
    'Redis core %',
    'log MB/s',
    'p50 ms',
    'p99 ms',
  ];
  const most = [
    ['an instance (1 core)', 1000 / costs.cpuMs],
    ['a PostgreSQL of 8 cores', (DATABASE_CORES * 1000) / costs.databaseMs],
    [`its disk at ${DISK_MB} MB/s`, (DISK_MB * 1024) / costs.walKb],
    ['a Redis', 1e6 / costs.redisUs],
    ['hearing every hint (1 core)', 1e6 / (costs.hintUs * HINTS)],
  ] as const;
  return [
    table(
      ['most messages a second of', ''],
      most.map(([name, rate]) => [name, short(rate)]),
    ),
    '',
    'simulated from these costs: Poisson arrivals, exponential service, nothing planned busier than 60 %',
    '',
    table(head, rows),
  ].join('\n');
}

/** Instances of one core, each of which also hears so many hints a second. */
function instancesFor(rate: number, { cpuMs, hintUs }: Costs, hints: number): number {
  const left = BUSY - (hints * hintUs) / 1e6;
  return left <= 0.05 ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil((rate * cpuMs) / 1000 / left));
}

/**
 * A message's way: queue and service on an instance, then on a core of its database. Buckets spread conversations
 * evenly, so one instance and one core stand for all of them.
 */
function simulate(rate: number, instances: number, shards: number, costs: Costs) {
  const random = seeded(1);
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const onInstance = queue(exponential, 1000 / (rate / instances), costs.cpuMs);
  const onDatabase = queue(exponential, 1000 / (rate / (shards * DATABASE_CORES)), costs.databaseMs);
  const times = onInstance.map((time, i) => time + onDatabase[i]!).sort((a, b) => a - b);
  return { p50: times[Math.floor(MESSAGES * 0.5)]!, p99: times[Math.floor(MESSAGES * 0.99)]! };
}

/** Milliseconds in a queue with one server, by Lindley's recursion: wait = max(0, wait + service - gap). */
function queue(exponential: (mean: number) => number, gapMs: number, serviceMs: number): number[] {
  let wait = 0;
  return Array.from({ length: MESSAGES }, () => {
    const service = exponential(serviceMs);
    const time = wait + service;
    wait = Math.max(0, time - exponential(gapMs));
    return time;
  });
}

/** Mulberry32: the same numbers every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
