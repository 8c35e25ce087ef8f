import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import pg from 'pg';

/**
 * What some tests need beside Node: PostgreSQL, Redis, Chromium.
 *
 * Tests look only at `TEST_DATABASE_URL` and `TEST_REDIS_URL`, otherwise at the standard ports of this machine, and
 * never at `DATABASE_URL` or `REDIS_URL`: a test must not be able to reach data that somebody works with. Each makes
 * a database with a random name and drops it, or uses a random prefix for its keys.
 *
 * A server that is not there skips its tests with a line that says so; named in `REQUIRE_SERVICES`
 * (`postgres,redis,chromium`) its absence is a failure.
 */
export type Service = 'postgres' | 'redis' | 'chromium';

const POSTGRES = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const REDIS = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

const HOW: Record<Service, string> = {
  postgres: 'set TEST_DATABASE_URL to a server on which databases may be created',
  redis: 'set TEST_REDIS_URL',
  chromium: 'install Chromium, or set CHROMIUM to its path',
};

/**
 * What to do without a service: prints why its tests are skipped.
 * @throws when `REQUIRE_SERVICES` names it
 */
export function missing(service: Service, why: string): void {
  const line = `${service} is not reachable (${why}); its tests are skipped. To run them, ${HOW[service]}.`;
  const required = (process.env.REQUIRE_SERVICES ?? '').split(',').map(name => name.trim());
  if (required.includes(service)) throw new Error(`${line} REQUIRE_SERVICES names ${service}.`);
  process.stderr.write(`SKIPPED: ${line}\n`);
}

/** A database of a test's own. */
export interface TestDatabase {
  /** To hand to `openStore` or to `DATABASE_URL` of a process under test. */
  url: string;
  /** Removes it, with whoever is still connected. */
  drop(): Promise<void>;
}

/** Whether PostgreSQL can be reached, for `describe.skipIf(!(await postgresReachable()))`. */
export async function postgresReachable(): Promise<boolean> {
  try {
    await onPostgres('select 1');
    return true;
  } catch (error) {
    missing('postgres', reason(error));
    return false;
  }
}

/** An empty database with a random name. Call only where {@link postgresReachable} was true. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `igm_test_${randomBytes(8).toString('hex')}`;
  await onPostgres(`create database ${name}`);
  const url = new URL(POSTGRES);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onPostgres(`drop database if exists ${name} with (force)`) };
}

async function onPostgres(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES, connectionTimeoutMillis: 3_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Redis and a prefix for this test's keys and channels, or null when it cannot be reached. */
export async function redis(): Promise<{ url: string; prefix: string } | null> {
  const { hostname, port } = new URL(REDIS);
  const fault = await new Promise<string | null>(resolve => {
    const socket = connect({ host: hostname, port: Number(port || 6379), timeout: 3_000 });
    const end = (result: string | null) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(null));
    socket.once('timeout', () => end('no answer within 3 s'));
    socket.once('error', error => end(reason(error)));
  });
  if (fault === null) return { url: REDIS, prefix: `igm-test-${randomBytes(8).toString('hex')}:` };
  missing('redis', fault);
  return null;
}

/** What Chromium is called by those who package it. */
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/** Path of the Chromium that tests drive: `CHROMIUM`, else the first on the PATH; null where there is none. */
export function findChromium(): string | null {
  const { CHROMIUM, PATH = '' } = process.env;
  const onPath = PATH.split(delimiter).flatMap(folder => CHROMIUM_NAMES.map(name => join(folder, name)));
  return (CHROMIUM ? [CHROMIUM] : onPath).find(isExecutable) ?? null;
}

/** Path of Chromium, or null (its tests are then skipped with a line) where there is none. */
export function chromium(): string | null {
  const path = findChromium();
  if (path === null)
    missing('chromium', process.env.CHROMIUM ? `CHROMIUM=${process.env.CHROMIUM}` : 'not on the PATH');
  return path;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(', ');
  return error instanceof Error ? error.message : String(error);
}

/** A port of this machine that nobody listens on: for servers that cannot be told to take any. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
