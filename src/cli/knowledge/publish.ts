import { contentOf, inForce, keepTrained } from '../../knowledge/index.ts';
import { publishEdition } from '../../knowledge/publish/index.ts';
import { checkFolder } from './check.ts';
import { type Command, DONE, REFUSED } from './context.ts';
import { rehearsed } from './rehearsed.ts';

const ACTOR = 'command line';

/** `publish`: the folder becomes the edition that answers, if it passes the gate; else nothing changes. */
export const publish: Command = async (context, _names, options) => {
  const { terminal, root } = context;
  const { say } = terminal;
  const { knowledge: draft, errors, onlyUnfinished } = checkFolder(context);
  if (draft === null || errors > 0) {
    terminal.line(say(onlyUnfinished ? 'cli.gate-unfinished' : 'cli.gate-errors', { count: errors }));
    return REFUSED;
  }
  const knowledge = inForce(draft, context.today());
  return context.withStore(async store => {
    const published = await store.publishedEdition();
    if (published?.id === contentOf(knowledge).id) {
      terminal.line(say('cli.publish-same'));
      return DONE;
    }
    const { edition, measures, misdirected } = await rehearsed(context, knowledge, published, options.bank);
    const share = (value: number | null) => (value === null ? '–' : value.toFixed(3));
    for (const { passes, draft: figure, published: was, ...one } of measures) {
      const values = { ...one, draft: share(figure), published: share(was) };
      terminal.line(say(passes ? 'cli.measure-pass' : 'cli.measure-fail', { ...values, passes: '' }));
    }
    for (const { found, ...one } of misdirected)
      terminal.line(say('cli.misdirected', { ...one, found: found ?? '–' }));
    if (measures.some(({ passes }) => !passes)) {
      terminal.line(say('cli.gate-measures'));
      return REFUSED;
    }
    await publishEdition(store, edition, ACTOR);
    if (knowledge === draft) keepTrained(root, context.folder, edition);
    terminal.line(say('cli.publish-done', { edition: edition.id }));
    if (published) terminal.line(say('cli.publish-undo'));
    return DONE;
  });
};
