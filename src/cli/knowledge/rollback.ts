import { RollbackError, rollBack } from '../../knowledge/publish/index.ts';
import { type Command, DONE, MISUSED } from './context.ts';
import { dayOf } from './diff.ts';

/** `rollback`: the edition before answers again. */
export const rollback: Command = async ({ terminal, withStore }, _names, { to }) => {
  const { say } = terminal;
  try {
    return await withStore(async store => {
      const { id } = await rollBack(store, 'command line', to);
      const first = (await store.publications()).findLast(publication => publication.id === id)!;
      terminal.line(say('cli.rollback-done', { edition: id, date: dayOf(first.publishedAt) }));
      return DONE;
    });
  } catch (error) {
    if (!(error instanceof RollbackError)) throw error;
    terminal.line(say(`cli.rollback-${error.code}`));
    return MISUSED;
  }
};
