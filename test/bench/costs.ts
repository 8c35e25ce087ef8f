/**
 * npm run bench -- costs: what one message costs each part (a question on Direct Line, with its reply on a stream), and
 * what follows for 10, 1,000 and 100,000 messages a second. The costs are measured here; what this machine cannot
 * hold is simulated from them, and said so.
 *
 *   --seconds N   of load on each store, default 10
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createClient } from 'redis';
import { ownRedis } from '../redis-server.ts';
import { type ServerProcess, startService } from '../service-process.ts';
import { createDatabase } from '../services.ts';
import { hintCost } from './costs/hints.ts';
import { type Costs, plan } from './costs/plan.ts';
import { cpuSecondsOf } from './costs/processes.ts';
import { loadDirectLine } from './http/directline-load.ts';
import { distinctQuestions, inTurn } from './http/questions.ts';
import { short, table } from './table.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } });
const SECONDS = Number(values.seconds);
const VISITORS = 20;
const next = inTurn(distinctQuestions());

print(`npm run bench -- costs ${process.argv.slice(2).join(' ')}`.trimEnd());
print(`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}\n`);

const sqlite = await onSqlite();
const postgres = await onPostgres();
print(
  table(
    ['one message and its reply', 'SQLite', 'PostgreSQL and Redis'],
    [
      ['service: CPU ms', short(sqlite.cpuMs), short(postgres.cpuMs)],
      ['store: KB that stay for a day', short(sqlite.kilobytes), short(postgres.kilobytes)],
      ['store: KB written', short(sqlite.writtenKb), short(postgres.walKb)],
      ['PostgreSQL: CPU ms', '–', short(postgres.databaseMs)],
      ['PostgreSQL: transactions', '–', short(postgres.transactions)],
      ['Redis: commands', '–', short(postgres.redisCommands)],
      ['Redis: CPU µs', '–', short(postgres.redisUs)],
      ['PostgreSQL: transactions a second of an idle instance', '–', short(postgres.idleTransactions)],
      ['hearing of it on another instance: CPU µs', '–', short(postgres.hintUs)],
    ],
  ),
);
print(`\n${plan(postgres)}`);

async function load(server: ServerProcess, seconds: number) {
  return loadDirectLine(server, { visitors: VISITORS, seconds, next });
}

async function onSqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'igm-costs-'));
  const file = join(folder, 'igm.db');
  const server = await startService({ database: `file:${file}` });
  await load(server, SECONDS / 2);
  const written = () =>
    Number(/^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${server.child.pid}/io`, 'utf8'))?.[1]);
  const pages = () => pageBytes(file);
  const before = { written: written(), bytes: pages() };
  const { cpuMs, turns } = await load(server, SECONDS);
  const result = {
    cpuMs,
    writtenKb: (written() - before.written) / turns / 1024,
    kilobytes: (pages() - before.bytes) / turns / 1024,
  };
  await server.stop();
  rmSync(folder, { recursive: true });
  return result;
}

/** What the database holds, by its own header: the log is not in the file yet, and the file has pages that are free. */
function pageBytes(file: string): number {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const db = new DatabaseSync(file, { readOnly: true });
  const { bytes } = db
    .prepare(
      `select (page_count - freelist_count) * page_size as bytes
       from pragma_page_count, pragma_freelist_count, pragma_page_size`,
    )
    .get() as { bytes: number };
  db.close();
  return bytes;
}

async function onPostgres(): Promise<Costs & { kilobytes: number; idleTransactions: number }> {
  const [database, redis] = await Promise.all([createDatabase(), ownRedis()]);
  const env = { REDIS_URL: redis.url, DATA_KEY: 'a-key-of-the-benchmark-0000000001' };
  const server = await startService({ database: database.url, env });
  const observer = new pg.Client({ connectionString: database.url });
  await observer.connect();
  const client = createClient({ url: redis.url });
  await client.connect();

  const one = async (sql: string) =>
    Number((await observer.query({ text: sql, rowMode: 'array' })).rows[0]?.[0]);
  const backends = async () =>
    (
      await observer.query(
        'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
    ).rows.map(({ pid }) => pid as number);
  const look = async () => {
    // What a backend has counted it tells a second later.
    await new Promise(resolve => setTimeout(resolve, 1_500));
    const info = `${await client.info('stats')}${await client.info('cpu')}`;
    const redisInfo = (name: string) => Number(new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1]);
    return {
      wal: await one("select pg_current_wal_lsn() - '0/0'"),
      bytes: await one('select pg_database_size(current_database())'),
      transactions: await one('select xact_commit from pg_stat_database where datname = current_database()'),
      database: cpuSecondsOf(await backends()),
      commands: redisInfo('total_commands_processed'),
      redis: redisInfo('used_cpu_user') + redisInfo('used_cpu_sys'),
    };
  };
  await load(server, SECONDS / 2);
  const idle = await look();
  const idleFrom = performance.now();
  await new Promise(resolve => setTimeout(resolve, 4_000));
  const before = await look();
  const idleSeconds = (performance.now() - idleFrom) / 1000;
  const { cpuMs, turns } = await load(server, SECONDS);
  const after = await look();
  const per = (name: keyof typeof before) => (after[name] - before[name]) / turns;
  const result = {
    cpuMs,
    databaseMs: per('database') * 1_000,
    walKb: per('wal') / 1024,
    kilobytes: per('bytes') / 1024,
    transactions: per('transactions'),
    idleTransactions: (before.transactions - idle.transactions) / idleSeconds,
    redisCommands: per('commands'),
    redisUs: per('redis') * 1e6,
    hintUs: hintCost(),
  };
  await server.stop();
  client.destroy();
  await observer.end();
  await redis.stop();
  await database.drop();
  return result;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
