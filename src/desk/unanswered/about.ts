import { setImmediate as nextRound } from 'node:timers/promises';
import { type Assistant, newDialogue } from '../../turn/index.ts';
import type { Asked } from './group.ts';

/** Wordings that are understood anew for one page; the others are grouped by their words alone. */
const MOST_NEW = 300;
/** Remembered of one edition; then it begins again. */
const MOST_KNOWN = 20_000;
/** How much of a round of the event loop may go into it. */
const ROUND_MS = 8;

/** Says what questions are about, as the assistant takes them today. */
export type Understand = <T extends Asked>(asked: readonly T[]) => Promise<T[]>;

/** Understands each wording once for an edition, in small steps: people on other channels wait for nobody here. */
export function createUnderstand(assistant: () => Assistant): Understand {
  let edition = '';
  let known = new Map<string, string | undefined>();

  return async asked => {
    const current = assistant();
    if (current.edition !== edition || known.size > MOST_KNOWN) known = new Map();
    edition = current.edition;
    let fresh = 0;
    let round = performance.now();
    for (const { text, decision } of asked) {
      if (decision !== 'related' || known.has(text) || fresh >= MOST_NEW) continue;
      fresh++;
      const { reply } = current.turn({ text }, newDialogue());
      known.set(text, reply.decision === 'related' ? `${reply.entry}/${reply.facet ?? 'other'}` : undefined);
      if (performance.now() - round < ROUND_MS) continue;
      await nextRound();
      round = performance.now();
    }
    return asked.map(one => {
      const about = known.get(one.text);
      return about === undefined ? one : { ...one, about };
    });
  };
}
