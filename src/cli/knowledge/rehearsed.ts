import { join } from 'node:path';
import { banksOf, type Rehearsal, rehearse } from '../../knowledge/gate/index.ts';
import { contentOf, type Knowledge, keptIndex, type StoredEdition } from '../../knowledge/index.ts';
import type { Context } from './context.ts';

/** Tries an edition against the published one, with bars that say how far it is. */
export async function rehearsed(
  { terminal, root }: Context,
  knowledge: Knowledge,
  published: StoredEdition | null,
  bank?: string,
): Promise<Rehearsal> {
  const banks = bank === undefined ? banksOf(root) : { measured: [bank], compared: [bank] };
  const content = contentOf(knowledge);
  let done: (() => void) | null = null;
  const order = {
    draft: { ...content, index: keptIndex(root, content.id) },
    published,
    locales: join(root, 'locales'),
    ...banks,
  };
  try {
    return await rehearse(order, progress => {
      if (progress.step !== 'training')
        terminal.progress(terminal.say(`progress.${progress.step}`), progress.done, progress.total);
      else if (progress.done === 0) done = terminal.waiting(terminal.say('progress.training'));
      else stop();
    });
  } finally {
    stop();
  }

  function stop(): void {
    done?.();
    done = null;
  }
}
