import { applyChanges, changesOf } from '../../knowledge/files/index.ts';
import type { Knowledge } from '../../knowledge/index.ts';
import { named } from '../../knowledge/publish/index.ts';
import type { PublishedEdition, Store } from '../../store/index.ts';
import { type Command, type Context, DONE, MISUSED } from './context.ts';
import { dayOf } from './diff.ts';

/** `list`: every publication with its date, the newest first. */
export const list: Command = async ({ terminal, withStore }) => {
  const publications = await withStore(store => store.publications());
  if (publications.length === 0) terminal.line(terminal.say('cli.list-none'));
  publications.forEach(({ id, publishedAt }, i) => {
    const values = { mark: i === 0 ? '*' : ' ', date: dayOf(publishedAt), edition: id };
    terminal.line(terminal.say('cli.list-line', values));
  });
  return DONE;
};

/** `show`: an edition to be read, official texts only. */
export const show: Command = async (context, [id]) => {
  const { terminal } = context;
  const edition = await found(context, id);
  if (edition === null) return MISUSED;
  const { documents } = JSON.parse(edition.content) as Knowledge;
  terminal.line(terminal.say('cli.show-head', { edition: edition.id, date: dayOf(edition.publishedAt) }));
  for (const { title, issued, entries } of documents) {
    terminal.line(`\n${terminal.say('cli.show-document', { title: title.es, issued })}`);
    for (const { id: entry, section, text } of entries)
      terminal.line(`\n[${entry}] ${section.es}${text ? `\n${text.es}` : ''}`);
  }
  return DONE;
};

/** `export`: an edition as a folder that can be edited and published. */
export const exportEdition: Command = async (context, [folder, ...more], options) => {
  const { terminal } = context;
  if (folder === undefined || more.length > 0) {
    terminal.line(terminal.say('cli.folder-needed'));
    return MISUSED;
  }
  const edition = await found(context, options.edition);
  if (edition === null) return MISUSED;
  const changes = changesOf(folder, JSON.parse(edition.content) as Knowledge);
  if (changes.length === 0) terminal.line(terminal.say('cli.export-same', { folder }));
  else {
    applyChanges(folder, changes);
    terminal.line(terminal.say('cli.export-done', { folder, edition: edition.id, count: changes.length }));
  }
  return DONE;
};

/** The edition that is named, or the one that is live; null, having said so, when there is none. */
async function found({ terminal, withStore }: Context, id?: string): Promise<PublishedEdition | null> {
  const edition = await withStore(store => open(store, id));
  if (edition === null)
    terminal.line(
      id === undefined ? terminal.say('cli.list-none') : terminal.say('cli.edition-unknown', { edition: id }),
    );
  return edition;
}

async function open(store: Store, id: string | undefined): Promise<PublishedEdition | null> {
  if (id === undefined) return store.publishedEdition();
  const publication = named(await store.publications(), id);
  return publication ? store.edition(publication.id) : null;
}
