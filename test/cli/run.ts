import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../seed.ts';

/** What a command did. */
export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a file of `src/cli/` as people do, with something on its standard input. */
export function run(
  file: string,
  args: readonly string[],
  input = '',
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  return new Promise(resolve => {
    const child = execFile(
      process.execPath,
      [join(ROOT, 'src/cli', file), ...args],
      { cwd: ROOT, env: { PATH: process.env.PATH, ...env }, timeout: 25_000, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
    child.stdin!.end(input);
  });
}

/** The JSON lines of an output. */
export function jsonLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as T);
}
