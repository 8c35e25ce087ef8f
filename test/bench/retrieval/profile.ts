import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../../src/cli/root.ts';
import type { Collection } from './collection.ts';
import type { Profiled, ProfileShare } from './jobs.ts';
import { TIMED, WARM_UP } from './limits.ts';
import { bm25OfTexts } from './peers/bm25.ts';
import { core } from './peers/core.ts';

/** Microseconds between two looks at the stack. */
const INTERVAL = 100;
/** Functions that take less than this share are not listed. */
const LEAST = 0.005;

/** Where a peer's time goes while it answers misspelt questions, warmed up: functions by their own time, largest first. */
export async function profileQuestions(
  which: Profiled,
  { rows, questions }: Collection,
): Promise<ProfileShare[]> {
  const searcher = await (which === 'core' ? core.variants[0]!.build(rows) : bm25OfTexts(rows));
  for (const { misspelt } of questions.slice(0, WARM_UP)) await searcher.search(misspelt);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
  await session.post('Profiler.start');
  for (const { misspelt } of questions.slice(WARM_UP, WARM_UP + TIMED)) await searcher.search(misspelt);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const hits = new Map<string, number>();
  for (const { callFrame, hitCount } of profile.nodes) {
    const { functionName, url, lineNumber } = callFrame;
    const file = url.startsWith('file:') ? relative(ROOT, fileURLToPath(url)) : url;
    const where = file === '' ? functionName : `${functionName || 'anonymous'} ${file}:${lineNumber + 1}`;
    hits.set(where, (hits.get(where) ?? 0) + (hitCount ?? 0));
  }
  const idle = hits.get('(idle)') ?? 0;
  const all = [...hits.values()].reduce((sum, count) => sum + count, 0) - idle;
  return [...hits]
    .filter(([where, count]) => where !== '(idle)' && count >= LEAST * all)
    .sort((a, b) => b[1] - a[1])
    .map(([where, count]) => ({ where, share: count / all }));
}
