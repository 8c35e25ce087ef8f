import { join } from 'node:path';
import { type Contacts, createSentences, type Sentences } from '../answer/index.ts';
import { openEdition, readLocales, seedEdition } from '../knowledge/index.ts';
import { type Assistant, createAssistant } from '../turn/index.ts';
import { ROOT } from './root.ts';

/** The sentences of `locales/`. */
export function openSentences(): Sentences {
  return createSentences(readLocales(join(ROOT, 'locales')));
}

/** The assistant over `knowledge/` and `locales/`, for the command line: nothing is stored, nobody is called. */
export function openSeedAssistant(
  contacts: Contacts = {},
  sentences: Sentences = openSentences(),
): Assistant {
  const edition = openEdition(
    seedEdition(ROOT, () => process.stderr.write('Training the index (once, until knowledge/ changes) …\n')),
  );
  return createAssistant(edition, sentences, contacts);
}
