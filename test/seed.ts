import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Contacts, createSentences, type Sentences } from '../src/answer/index.ts';
import {
  type Knowledge,
  openEdition,
  readLocales,
  type StoredEdition,
  seedEdition,
} from '../src/knowledge/index.ts';
import { type Assistant, createAssistant, type Edition } from '../src/turn/index.ts';
import { EDITION_FILE } from './train-index.ts';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Contacts that no text of the knowledge and no sentence holds, so that a test sees where they come from. */
export const CONTACTS: Contacts = {
  phone: '+50200001111',
  emergency: '0999',
  url: 'https://example.org/contacto',
  hours: 'Mo-Fr 08:00-16:00',
};

/** The edition of `knowledge/` as it is stored, made by `train-index.ts` before the tests began. */
export const seedStored: () => StoredEdition = once(() => {
  if (!existsSync(EDITION_FILE)) return seedEdition(ROOT);
  const { id, content, index } = JSON.parse(readFileSync(EDITION_FILE, 'utf8')) as Record<
    keyof StoredEdition,
    string
  >;
  return { id, content, index: new Uint8Array(Buffer.from(index, 'base64')) };
});

/** Everything in `knowledge/`. */
export const seedKnowledge: () => Knowledge = once(() => JSON.parse(seedStored().content) as Knowledge);

/** The edition, opened once in a test process. */
export const seedEditionOpened: () => Edition = once(() => openEdition(seedStored()));

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
