/**
 * What the assistant says: a decision becomes a reply in the person's language, with quotation, citation and
 * ways to go on. Says nothing but sentences of `locales/`, the knowledge's texts, headings and labels, and the
 * configured contacts.
 */
export { type AnswerJson, answerJson } from './answer-json.ts';
export { type Composer, createComposer } from './compose.ts';
export type { Contacts } from './contacts.ts';
export { createLibrary, type Library, type LibraryDocument, type LibraryEntry } from './library.ts';
export { languagesOf, spokenIn } from './locale-files.ts';
export type { HandoverNews, Outcome } from './outcome.ts';
export * from './reply.ts';
export { createSentences, type LocaleFiles, type Sentences, UnknownSentence } from './sentences.ts';
export { spokenHours } from './spoken-hours.ts';
