/**
 * Answers without a connection: the server's own core (turn, understanding, retrieval, language, answer) over the
 * server's own index, in the browser. This file is the entry of a bundle that the widget fetches when the phone is
 * idle, or when the connection is lost.
 */
import { loadIndex } from '../../retrieval/index.ts';
import { type Assistant, createAssistant } from '../../turn/index.ts';
import type { Pack } from './pack.ts';
import { plainSentences } from './sentences.ts';

export { answerJson } from '../../answer/index.ts';
export type { Assistant, Dialogue } from '../../turn/index.ts';
export { continued } from './continued.ts';
export type { Pack } from './pack.ts';

/** The assistant over a pack and the bytes of its index. Throws a SavedIndexError on bytes of another form. */
export function openPack(pack: Pack, index: Uint8Array): Assistant {
  const { id, documents, concepts, institutions, sentences, contacts } = pack;
  const glossary = concepts.map(([concept, entries]) => ({ id: concept, es: [], en: [], entries }));
  const edition = { id, documents, glossary, institutions, index: loadIndex(index) };
  return createAssistant(edition, plainSentences(sentences), contacts);
}
