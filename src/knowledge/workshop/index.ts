/**
 * The editors' workshop: one draft in the store, which is imported into, edited, tried and published from the desk.
 * What each step does is what the command line does with a folder.
 */
export type { DocumentEdit, EntryEdit } from './edits.ts';
export type { Trial } from './trial.ts';
export { createWorkshop, type Outcome, type Work, type Workshop, type WorkshopParts } from './workshop.ts';
