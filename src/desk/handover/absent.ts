import type { DeskParts } from '../parts.ts';
import { SERVICE, type Steps } from './steps.ts';

/** An agent whose desk has given no sign of life for so long has gone: nobody shall wait for them. */
const ABSENT_MS = 10 * 60_000;

/** Puts back into the queue what agents hold who have gone, and tells the people. Several instances may try at once. */
export async function requeueAbsent(
  { store, now, log }: Pick<DeskParts, 'store' | 'now' | 'log'>,
  steps: Steps,
): Promise<void> {
  const open = (await store.openHandovers()).filter(({ state }) => state === 'held');
  if (open.length === 0) return;
  const there = new Set((await store.liveSessions(now() - ABSENT_MS)).map(({ account }) => account));
  for (const item of open) {
    if (there.has(item.agent ?? '') || (item.takenAt ?? 0) > now() - ABSENT_MS) continue;
    try {
      await steps.step(item, 'requeue', SERVICE, [steps.tells(item, 'requeued')]);
    } catch (error) {
      log.debug({ err: error }, 'a conversation was put back by another instance');
    }
  }
}
