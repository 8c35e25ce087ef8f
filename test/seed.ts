import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Contacts, createSentences, type Sentences } from '../src/answer/index.ts';
import {
  type Knowledge,
  openEdition,
  readKnowledge,
  readLocales,
  seedEdition,
} from '../src/knowledge/index.ts';
import { type Assistant, createAssistant, type Edition } from '../src/turn/index.ts';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Contacts that no text of the knowledge and no sentence holds, so that a test sees where they come from. */
export const CONTACTS: Contacts = {
  phone: '+50200001111',
  emergency: '0999',
  url: 'https://example.org/contacto',
  hours: 'Mo-Fr 08:00-16:00',
};

/** Everything in `knowledge/`, read once in a test process. */
export const seedKnowledge: () => Knowledge = once(() => readKnowledge(join(ROOT, 'knowledge')));

/** The edition of `knowledge/`, opened once in a test process; `train-index.ts` has trained its index before. */
export const seedEditionOpened: () => Edition = once(() => openEdition(seedEdition(ROOT)));

/** The sentences of `locales/`. */
export const seedSentences: () => Sentences = once(() => createSentences(seedLocales()));
export const seedLocales = once(() => readLocales(join(ROOT, 'locales')));

/** The assistant over `knowledge/` and `locales/`. */
export function seedAssistant(contacts: Contacts = {}): Assistant {
  return createAssistant(seedEditionOpened(), seedSentences(), contacts);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
