import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ECHO_BOT = fileURLToPath(new URL('bench/http/echo-bot.ts', import.meta.url));
/** The first start may have to train the index. */
const START_MS = 120_000;
const CLOCK_TICKS_PER_SECOND = 100;

/** A server under test, in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Seconds of processor time that it has used, all of its threads together. */
  cpuSeconds(): number;
  /** Memory that is resident, in MB, and how many files and sockets are open. */
  size(): { rss: number; handles: number };
  /** Ends it as an operator would; resolves with how long that took, in milliseconds. Fails when it did not end well. */
  stop(): Promise<number>;
  /** Ends it as a crash would (SIGKILL). */
  kill(): Promise<void>;
}

/** How a service is started. */
export interface ServiceOptions {
  /** `DATABASE_URL`; `null`: an SQLite file of its own, as the default is, gone when it has stopped. */
  readonly database: string | null;
  /** Default: any that is free. */
  readonly port?: number;
  /** Arguments for Node, before the program. */
  readonly nodeArguments?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The service as `npm start` starts it, with no channel configured and no limit on senders. */
export async function startService({
  database,
  port = 0,
  nodeArguments = [],
  env = {},
}: ServiceOptions): Promise<ServerProcess> {
  const folder = database === null ? mkdtempSync(join(tmpdir(), 'igm-service-')) : null;
  const own = {
    PORT: String(port),
    RATE_LIMIT_PER_MINUTE: '0',
    LOG_LEVEL: 'warn',
    DATABASE_URL: database ?? `file:${join(folder!, 'igm.db')}`,
    ...env,
  };
  const args = [...nodeArguments, join(ROOT, 'src/main.ts')];
  const server = await start(args, own, /Asistente IGM: (http:\S+)\/es/);
  const clean = () => {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  };
  return {
    ...server,
    async stop() {
      const ms = await server.stop();
      clean();
      return ms;
    },
    async kill() {
      await server.kill();
      clean();
    },
  };
}

/** A bot that says what it is told, on the official SDK and restify, and nothing else. */
export function startEchoBot(env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  return start([ECHO_BOT], env, /listening on (http:\S+)/);
}

async function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<ServerProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, ...env },
  });
  running.add(child);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const timer = setTimeout(
    () => reject(new Error(`not ready within ${START_MS / 1000} s: ${args.at(-1)}`)),
    START_MS,
  );
  let out = '';
  let errors = '';
  child.stdout.on('data', chunk => {
    out = (out + chunk).slice(-4_000);
    const url = ready.exec(out)?.[1];
    if (url !== undefined) resolve(url);
  });
  child.stderr.on('data', chunk => {
    errors = (errors + chunk).slice(-4_000);
  });
  const exited = new Promise<number | null>(done => {
    child.once('exit', (code, signal) => {
      running.delete(child);
      reject(new Error(`${args.at(-1)} ended with ${signal ?? code}: ${errors}`));
      done(code);
    });
  });
  const url = await promise.finally(() => clearTimeout(timer));
  return {
    url,
    child,
    cpuSeconds: () => cpuSeconds(child.pid!),
    size: () => ({ rss: rssMegabytes(child.pid!), handles: readdirSync(`/proc/${child.pid}/fd`).length }),
    async stop() {
      const from = performance.now();
      child.kill('SIGTERM');
      const code = await exited;
      if (code !== 0) throw new Error(`${args.at(-1)} did not stop well (${code}): ${errors}`);
      return performance.now() - from;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Fields 14 and 15 of `/proc/PID/stat`: user and system time in clock ticks (proc(5)). */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
}

function rssMegabytes(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
