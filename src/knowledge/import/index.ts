/**
 * Import: a PDF, Word, web or text file becomes the structure of a document: front matter, title, headings, paragraphs
 * and points. What it means for the entries that there are is decided in `draft/`.
 */
export { IMPORT_FAULTS, ImportError, type ImportFault } from './fault.ts';
export type { FrontMatter } from './front-matter.ts';
export { LIMITS } from './limits.ts';
export { asText, type Outline, type Part, type Section } from './outline.ts';
export { type ReadOptions, readDocument } from './run.ts';
