import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { compareKnowledge, spoken } from '../../knowledge/compare/index.ts';
import { draftFrom } from '../../knowledge/draft/index.ts';
import { applyChanges, changesOf } from '../../knowledge/files/index.ts';
import { asText, ImportError, LIMITS, readDocument } from '../../knowledge/import/index.ts';
import { readDraft, wordsOf } from '../../knowledge/index.ts';
import { type Command, type Context, DONE, MISUSED, type Options } from './context.ts';

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** `import`: a new edition of a document goes into the folder, or nothing does. */
export const importFile: Command = async (context, [file, ...more], options) => {
  const { terminal } = context;
  if (file === undefined || more.length > 0) {
    terminal.line(terminal.say('cli.file-needed'));
    return MISUSED;
  }
  try {
    return await imported(context, file, options);
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    terminal.line(terminal.say(`import.${error.code}`, error.values));
    terminal.line(terminal.say('cli.nothing-written'));
    return MISUSED;
  }
};

async function imported({ terminal, folder }: Context, file: string, options: Options): Promise<number> {
  const { say } = terminal;
  if (options.issued !== undefined && !DAY.test(options.issued))
    throw new ImportError('date-invalid', { date: options.issued });
  if (options.document !== undefined && !/^[a-z]+(-[a-z]+)*$/.test(options.document))
    throw new ImportError('document-unknown', { id: options.document });
  const bytes = bytesOf(file);
  const { knowledge: before } = readDraft(folder);
  const outline = await readDocument(
    { name: basename(file), bytes, known: wordsOf(before) },
    { onPage: (done, total) => terminal.progress(say('progress.pages'), done, total) },
  );
  const draft = draftFrom(before, outline, options);
  const document = draft.knowledge.documents.find(({ id }) => id === draft.document)!;
  const { title, pages, notes } = outline;
  const { issued, entries } = document;
  terminal.line(say('cli.import-done', { title, pages, issued, entries: entries.length }));
  for (const note of notes) terminal.line(say(`note.${note}`));
  for (const heading of draft.empty) terminal.line(say('note.empty-heading', { heading }));
  for (const { entry, name, from } of draft.dropped)
    if (from === 'glossary') terminal.line(say('cli.dropped', { entry, name }));
  const differences = compareKnowledge(before, draft.knowledge);
  const changes = changesOf(folder, draft.knowledge, [{ document: draft.document, text: asText(outline) }]);
  if (differences.length === 0) {
    terminal.line(say('cli.import-same'));
    return DONE;
  }
  if (options['dry-run']) terminal.line(say('cli.import-dry'));
  for (const difference of differences) terminal.line(`- ${spoken(difference, say)}`);
  if (options['dry-run']) return DONE;
  applyChanges(folder, changes);
  terminal.line(say('cli.import-written', { count: changes.length, folder }));
  const { unfinished } = readDraft(folder);
  if (unfinished.length > 0) terminal.line(say('cli.unfinished', { count: unfinished.length }));
  terminal.line(say('cli.import-next'));
  return DONE;
}

function bytesOf(file: string): Uint8Array {
  if (!existsSync(file) || !statSync(file).isFile()) throw new ImportError('file-missing', { file });
  if (statSync(file).size > LIMITS.bytes)
    throw new ImportError('file-too-large', { megabytes: LIMITS.bytes / 1024 / 1024 });
  return new Uint8Array(readFileSync(file));
}
