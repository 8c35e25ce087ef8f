import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Job, Report } from './jobs.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));
/** Megabytes of heap that a child may use. */
const HEAP = 6144;

export interface Outcome {
  reports: Report[];
  /** Why it ended before it was done; null when it was. */
  stopped: 'time' | 'fault' | null;
  /** The last lines that it wrote to its error output. */
  errors: string;
}

/**
 * Does a job in a process of its own. It is stopped when `seconds` have passed before it reported anything, or
 * `secondsMore` since it last did. What it reported before is kept.
 */
export function runChild(job: Job, seconds: number, secondsMore = seconds): Promise<Outcome> {
  const child = fork(CHILD, [JSON.stringify(job)], {
    execArgv: ['--expose-gc', `--max-old-space-size=${HEAP}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced', // plain JSON has no NaN and no infinity
  });
  return new Promise(resolve => {
    const outcome: Outcome = { reports: [], stopped: null, errors: '' };
    const stop = () => {
      outcome.stopped = 'time';
      child.kill('SIGKILL');
    };
    let timer = setTimeout(stop, seconds * 1000);
    child.stderr!.on('data', (text: Buffer) => {
      outcome.errors = (outcome.errors + text).slice(-2_000);
    });
    child.on('message', (report: Report) => {
      outcome.reports.push(report);
      clearTimeout(timer);
      timer = setTimeout(stop, secondsMore * 1000);
    });
    child.on('close', code => {
      clearTimeout(timer);
      if (code !== 0) outcome.stopped ??= 'fault';
      running.delete(child);
      resolve(outcome);
    });
    running.add(child);
  });
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function reportOf<K extends Report['kind']>(
  { reports }: Outcome,
  kind: K,
): Extract<Report, { kind: K }> | undefined {
  return reports.find((report): report is Extract<Report, { kind: K }> => report.kind === kind);
}
