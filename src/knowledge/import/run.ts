import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ImportError } from './fault.ts';
import { LIMITS } from './limits.ts';
import type { Outline } from './outline.ts';
import type { GivenFile } from './read.ts';

/** What the reading process says. */
export type Told =
  | { progress: { done: number; total: number } }
  | { outline: Outline }
  | { fault: Pick<ImportError, 'code' | 'values'> };

export interface ReadOptions {
  /** Told after each page. */
  onPage?(done: number, total: number): void;
  /** Told ten times a second how much memory the reading process holds; 0 where the system does not tell. */
  onMemory?(bytes: number): void;
  milliseconds?: number;
  memoryBytes?: number;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PAGE_BYTES = 4096;

/**
 * Reads a document in a process of its own, which has limits of time and memory and may neither write files nor start
 * programs. Throws an {@link ImportError}; whatever happens to that process, nothing else does.
 */
export function readDocument(file: GivenFile, options: ReadOptions = {}): Promise<Outline> {
  const { milliseconds = LIMITS.milliseconds, memoryBytes = LIMITS.memoryBytes } = options;
  if (file.bytes.length > LIMITS.bytes) {
    return Promise.reject(new ImportError('file-too-large', { megabytes: LIMITS.bytes / 1024 / 1024 }));
  }
  const child = fork(fileURLToPath(new URL('child.ts', import.meta.url)), {
    execArgv: [
      `--max-old-space-size=${LIMITS.heapMegabytes}`,
      '--permission',
      `--allow-fs-read=${ROOT}*`,
      '--no-warnings',
    ],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise<Outline>((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(late);
      clearInterval(watch);
      child.removeAllListeners();
      child.kill('SIGKILL');
      settle();
    };
    const fail = (error: ImportError) => end(() => reject(error));
    const late = setTimeout(
      () => fail(new ImportError('took-too-long', { seconds: milliseconds / 1000 })),
      milliseconds,
    );
    const watch = setInterval(() => {
      const bytes = residentBytes(child);
      options.onMemory?.(bytes);
      if (bytes > memoryBytes) fail(new ImportError('memory-too-small'));
    }, 100);
    child.on('message', (told: Told) => {
      if ('progress' in told) options.onPage?.(told.progress.done, told.progress.total);
      else if ('outline' in told) end(() => resolve(told.outline));
      else fail(new ImportError(told.fault.code, told.fault.values));
    });
    child.on('error', () => fail(new ImportError('damaged')));
    // Node ends itself with SIGABRT, or 134, when its heap is full.
    child.on('exit', (code, signal) =>
      fail(new ImportError(signal === 'SIGABRT' || code === 134 ? 'memory-too-small' : 'damaged')),
    );
    child.send(file);
  });
}

/** Memory that a process holds; 0 where the system does not tell. */
function residentBytes({ pid }: ChildProcess): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
