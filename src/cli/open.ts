import { join } from 'node:path';
import { type Contacts, createSentences } from '../answer/index.ts';
import { openEdition, readLocales, seedEdition } from '../knowledge/index.ts';
import { type Assistant, createAssistant } from '../turn/index.ts';
import { ROOT } from './root.ts';

/** The assistant over `knowledge/` and `locales/`, for the command line: nothing is stored, nobody is called. */
export function openSeedAssistant(contacts: Contacts = {}): Assistant {
  const edition = openEdition(
    seedEdition(ROOT, () => process.stderr.write('Training the index (once, until knowledge/ changes) …\n')),
  );
  return createAssistant(edition, createSentences(readLocales(join(ROOT, 'locales'))), contacts);
}
