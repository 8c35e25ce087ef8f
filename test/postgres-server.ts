import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort, missing } from './services.ts';

/** A PostgreSQL of a test's own, on a port of its own, which may be stopped and started again. */
export interface OwnPostgres {
  /** To hand to `DATABASE_URL`. */
  readonly url: string;
  start(): Promise<void>;
  /** As an operator restarts it: connections break, what was committed stays (`pg_ctl -m fast`). */
  stop(): Promise<void>;
  /** As a crash: every process of it is gone at once. */
  kill(): Promise<void>;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

/** Where Debian and its kin put the programs of each version. */
const DEBIAN = '/usr/lib/postgresql';

/** The folder of `initdb` and `postgres`, or null (the tests are then skipped with a line). */
export function postgresPrograms(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map(version => join(DEBIAN, version, 'bin'))
    .find(bin => existsSync(join(bin, 'initdb')));
  if (found !== undefined && runsAs() !== null) return found;
  missing(
    'postgres',
    found ? 'it does not run as root, and there is no user "postgres"' : `no initdb under ${DEBIAN}`,
  );
  return null;
}

/** PostgreSQL refuses to run as root: then as the user that its package has made. Null where that is not there. */
function runsAs(): { uid: number; gid: number } | Record<string, never> | null {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
  const [user, group] = [id('-u'), id('-g')];
  return user.status === 0 ? { uid: Number(user.stdout), gid: Number(group.stdout) } : null;
}

/** Makes and starts one. Call only where {@link postgresPrograms} gave its folder. */
export async function ownPostgres(programs: string): Promise<OwnPostgres> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'igm-postgres-'));
  const data = join(folder, 'data');
  const identity = runsAs() ?? {};
  if ('uid' in identity) chownSync(folder, identity.uid!, identity.gid!);
  chmodSync(folder, 0o700);
  const env = { ...process.env, LC_ALL: 'C' };
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    { ...identity, env, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  let server: ChildProcess | null = null;

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = server;
    server = null;
    if (child === null || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    if (signal === 'SIGKILL') process.kill(-child.pid!, signal);
    else child.kill(signal);
    await ended;
  }

  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const own: OwnPostgres = {
    url,
    async start() {
      const options = ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'];
      // A group of its own, so that a crash takes all of its processes.
      server = spawn(join(programs, 'postgres'), options, {
        ...identity,
        env,
        cwd: folder,
        stdio: 'ignore',
        detached: true,
      });
      running.add(server);
      await answers(url);
    },
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    async remove() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await own.start();
  return own;
}

async function answers(url: string): Promise<void> {
  const end = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise(resolve => setTimeout(resolve, 100));
    } finally {
      await client.end().catch(() => {});
    }
  }
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const { pid, exitCode } of running) {
    try {
      if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
    } catch {
      // it is gone already
    }
  }
});
