import { compareKnowledge, spoken, spokenAnswer } from '../../knowledge/compare/index.ts';
import { type Knowledge, KnowledgeError, readDraft } from '../../knowledge/index.ts';
import { named } from '../../knowledge/publish/index.ts';
import type { Store } from '../../store/index.ts';
import { checkFolder } from './check.ts';
import { type Command, DONE, MISUSED, REFUSED } from './context.ts';
import { rehearsed } from './rehearsed.ts';

const NOTHING: Pick<Knowledge, 'documents'> = { documents: [] };

/** `diff`: what the folder would change of what is published, in plain words. */
export const diff: Command = async (context, _names, options) => {
  const { terminal, folder } = context;
  const { say } = terminal;
  const published = await context.withStore(store => publishedOrNamed(store, options.from));
  if (published === undefined) {
    terminal.line(say('cli.edition-unknown', { edition: options.from ?? '' }));
    return MISUSED;
  }
  let draft: ReturnType<typeof readDraft>;
  try {
    draft = readDraft(folder);
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    checkFolder(context);
    return REFUSED;
  }
  const { knowledge, unfinished } = draft;
  if (published === null) terminal.line(say('cli.diff-nothing-published'));
  else terminal.line(say('cli.diff-from', { edition: published.id, date: dayOf(published.publishedAt) }));
  const before = published ? (JSON.parse(published.content) as Knowledge) : { ...knowledge, ...NOTHING };
  const differences = compareKnowledge(before, knowledge);
  if (differences.length === 0) {
    terminal.line(say('cli.diff-none'));
    return DONE;
  }
  for (const difference of differences) {
    terminal.line(`- ${spoken(difference, say)}`);
    if (difference.kind === 'questions-changed') {
      for (const question of difference.removed) terminal.line(`    [-${question}-]`);
      for (const question of difference.added) terminal.line(`    {+${question}+}`);
    }
  }
  if (unfinished.length > 0) terminal.line(say('cli.unfinished', { count: unfinished.length }));
  if (options.quick || published === null) {
    if (options.quick) terminal.line(say('cli.diff-quick'));
    return DONE;
  }
  const { changed, sealedChanges, misdirected } = await rehearsed(
    context,
    knowledge,
    published,
    options.bank,
  );
  terminal.line(say('cli.diff-answers', { count: changed.length }));
  for (const answer of changed) terminal.line(`- ${spokenAnswer(answer, say)}`);
  if (sealedChanges > 0) terminal.line(say('cli.diff-sealed', { count: sealedChanges }));
  for (const { found, ...one } of misdirected)
    terminal.line(say('cli.misdirected', { ...one, found: found ?? '–' }));
  return DONE;
};

async function publishedOrNamed(store: Store, from: string | undefined) {
  if (from === undefined) return store.publishedEdition();
  const found = named(await store.publications(), from);
  return found ? ((await store.edition(found.id)) ?? undefined) : undefined;
}

export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
