/**
 * Drafts: a document that was read is put into the knowledge. Which entry is which, what new ones are called, and what
 * is retired is decided here; nothing is written.
 */
export { draftApart } from './apart.ts';
export { type Draft, type DraftOptions, draftFrom } from './draft.ts';
export { gramsOf, likeness } from './likeness.ts';
export { SAME_FROM } from './match.ts';
export { type Dropped, withoutEntries } from './references.ts';
