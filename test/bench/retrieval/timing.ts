import type { Question } from './collection.ts';
import { TIMED, WARM_UP } from './limits.ts';
import type { Found, Searcher } from './peer.ts';

/** Times of questions, in milliseconds. */
export interface Times {
  p50: number;
  p99: number;
  /** How many were timed; fewer than {@link TIMED} where a peer is slow. */
  count: number;
}

/** What stays in memory, in megabytes. */
export interface Memory {
  /** Heap and typed arrays after a full garbage collection. */
  kept: number;
  /** The process's resident set at its largest. */
  peak: number;
}

export interface Asked extends Times {
  /** Share of the timed questions whose own entry came first: that speed is not bought with wrong answers. */
  first: number;
}

/** Warms an index up, then times one question after the other. Misspelt ones, unless told otherwise. */
export async function timeQuestions(
  searcher: Searcher,
  questions: readonly Question[],
  seconds: { warm: number; timed: number },
): Promise<Asked> {
  const [warm, timed] = [questions.slice(0, WARM_UP), questions.slice(WARM_UP, WARM_UP + TIMED)];
  await askFor(searcher, warm, seconds.warm);
  const { times, first } = await askFor(searcher, timed, seconds.timed);
  return { ...summary(times), first: first / times.length };
}

async function askFor(
  searcher: Searcher,
  questions: readonly Question[],
  seconds: number,
): Promise<{ times: number[]; first: number }> {
  const end = performance.now() + seconds * 1000;
  const times: number[] = [];
  let first = 0;
  for (const { misspelt, id } of questions) {
    const start = performance.now();
    if (times.length > 0 && start > end) break;
    const answer = searcher.search(misspelt);
    const found: Found[] = answer instanceof Promise ? await answer : answer;
    times.push(performance.now() - start);
    if (found[0]?.id === id) first++;
  }
  return { times, first };
}

export function summary(times: readonly number[]): Times {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { p50: at(0.5), p99: at(0.99), count: sorted.length };
}

/** Heap and typed arrays in megabytes, after a full garbage collection; needs `--expose-gc`. */
export function keptMemory(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

export function peakMemory(): number {
  return process.resourceUsage().maxRSS / 1024;
}
