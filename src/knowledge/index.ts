/**
 * Knowledge: from official documents to entries. Reads `knowledge/` (or says everything that is wrong with it),
 * makes an edition of it, and opens an edition for the assistant.
 */
export { contentOf, openEdition, type StoredEdition, trainEdition } from './edition.ts';
export type { Document, Entry, EntryId, Translated } from './entry.ts';
export { type Fault, KnowledgeError } from './faults.ts';
export { inForce } from './in-force.ts';
export type { Asked, GlossaryConcept, Institution, Knowledge } from './knowledge.ts';
export { readDraft, readKnowledge } from './read-knowledge.ts';
export { readLocales } from './read-locales.ts';
export { readSources, wordsOf } from './read-sources.ts';
export { keepTrained, keptIndex, seedContent, seedEdition } from './seed.ts';
export { structureFaults } from './structure.ts';
export { type Unfinished, unfinishedIn } from './unfinished.ts';
