import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freePort, missing } from './services.ts';

/** A Redis of a test's own, which may be stopped and started again, on a port of its own and without a disk. */
export interface OwnRedis {
  readonly url: string;
  start(): Promise<void>;
  /** Ends the process: connections break, what it held is gone. */
  stop(): Promise<void>;
  /** Stands still without closing a connection, as behind a network that swallows packets. */
  freeze(): void;
  thaw(): void;
}

/** Whether `redis-server` is installed; the shared server of `services.ts` must not be stopped. */
export function redisServerInstalled(): boolean {
  const found = (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, 'redis-server'), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) missing('redis', 'the program redis-server is not on the PATH');
  return found;
}

export async function ownRedis(): Promise<OwnRedis> {
  const port = await freePort();
  let server: ChildProcess | null = null;
  const redis: OwnRedis = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
      server = child;
      let said = '';
      for await (const chunk of child.stdout) {
        said += chunk;
        if (/Ready to accept connections/.test(said)) break;
      }
      child.stdout.resume();
    },
    async stop() {
      const child = server;
      server = null;
      if (child === null) return;
      const ended = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await ended;
    },
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
  };
  await redis.start();
  return redis;
}
